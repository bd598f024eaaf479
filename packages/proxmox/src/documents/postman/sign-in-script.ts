import type { Product } from '../../schema/schema.ts'
import { dialects } from './dialect.ts'

/**
 * The script that runs before every request of a collection and signs it in. It knows no secret: it reads the
 * variables when it runs.
 *
 * @param open requests that need no login, such as `POST /access/ticket`
 */
export function signInScript(product: Product, open: readonly string[]): string {
  const { prefix, scheme, tokenSeparator, cookie, exampleUrl } = dialects[product]
  return `
// Signs the request in: with the API token if one is set, else with a ticket, which is fetched with user and
// password, kept in ${prefix}_TICKET and ${prefix}_CSRF, and renewed before it expires.
const minuteMs = 60000
const open = ${JSON.stringify(open)}
const read = (name) => String(pm.variables.get('${prefix}_' + name) || '')
const kept = pm.environment.name ? pm.environment : pm.collectionVariables
const baseUrl = read('BASE_URL').trim().replace(/\\/+$/, '')
const tokenId = read('TOKEN_ID').trim()
const secret = read('TOKEN_SECRET').trim()
const name = read('USERNAME').trim()
const user = !name || name.includes('@') ? name : name + '@' + (read('REALM').trim() || 'pam')
const password = read('PASSWORD')

function refuse(message) {
  console.error(message)
  pm.test('signed in', () => { throw new Error(message) })
  pm.execution.skipRequest()
}

function useToken() {
  pm.variables.set('signed_in_as', tokenId)
  pm.request.headers.upsert({ key: 'Authorization', value: '${scheme}=' + tokenId + '${tokenSeparator}' + secret })
}

function useTicket(ticket, csrf) {
  pm.variables.set('signed_in_as', user)
  pm.request.headers.upsert({ key: 'Cookie', value: '${cookie}=' + encodeURIComponent(ticket) })
  if (pm.request.method !== 'GET') pm.request.headers.upsert({ key: 'CSRFPreventionToken', value: csrf })
}

function logIn(withPassword, refused) {
  const urlencoded = [{ key: 'username', value: user }, { key: 'password', value: withPassword }]
  const url = baseUrl + '/api2/json/access/ticket'
  pm.sendRequest({ url, method: 'POST', body: { mode: 'urlencoded', urlencoded } }, (error, response) => {
    if (error) {
      refuse('No answer from ' + baseUrl.replace(/\\/\\/.*@/, '//') + ' (' + (error.code || error.message) + '). ' +
        'Check ${prefix}_BASE_URL, and that Postman trusts the certificate.')
      return
    }
    if (response.code !== 200) {
      refused(response.code)
      return
    }
    let data = {}
    try { data = response.json().data || {} } catch (notJson) { /* data stays empty */ }
    if (data.NeedTFA) refuse(user + ' has a second factor. Use an API token: ${prefix}_TOKEN_ID, ${prefix}_TOKEN_SECRET.')
    else if (!data.ticket) refuse('The login answered without a ticket. Is ${prefix}_BASE_URL the right address?')
    else {
      kept.set('${prefix}_TICKET', data.ticket)
      kept.set('${prefix}_CSRF', data.CSRFPreventionToken)
      useTicket(data.ticket, data.CSRFPreventionToken)
    }
  })
}

function logInAnew() {
  if (!password) refuse('Set ${prefix}_PASSWORD, or an API token: ${prefix}_TOKEN_ID and ${prefix}_TOKEN_SECRET.')
  else logIn(password, (code) => refuse(code === 401
    ? 'The login of ' + user + ' was refused. Check ${prefix}_USERNAME, ${prefix}_REALM and ${prefix}_PASSWORD.'
    : 'The login of ' + user + ' failed with status ' + code + '. Is ${prefix}_BASE_URL the right address?'))
}

// A ticket says whose it is and, in hexadecimal seconds, when it was made. It is good for two hours.
function signInWithTicket() {
  const ticket = read('TICKET')
  const [, owner, madeAt] = /^\\w+:(.+):([0-9A-Fa-f]{8})::/.exec(ticket) || []
  const ageMs = Date.now() - parseInt(madeAt, 16) * 1000
  if (owner !== user || !(ageMs < 120 * minuteMs)) logInAnew()
  else if (ageMs < 90 * minuteMs) useTicket(ticket, read('CSRF'))
  else logIn(ticket, logInAnew)
}

pm.variables.set('signed_in_as', '')
if (!/^https:\\/\\/[^/]/.test(baseUrl)) refuse('Set ${prefix}_BASE_URL to an address such as ${exampleUrl}.')
else {
  // For this run only: a slash too many at the end of the address, or a user without its realm, does no harm.
  pm.variables.set('${prefix}_BASE_URL', baseUrl)
  pm.variables.set('${prefix}_USERNAME', user)
  const path = '/' + pm.request.url.path.slice(2).join('/')
  if (!open.includes(pm.request.method + ' ' + path)) {
    if (tokenId && secret) {
      if (tokenId.includes('!')) useToken()
      else refuse('${prefix}_TOKEN_ID is not of the form USER@REALM!TOKENID.')
    } else if (user) signInWithTicket()
    else refuse('Set ${prefix}_TOKEN_ID and ${prefix}_TOKEN_SECRET, or ${prefix}_USERNAME and ${prefix}_PASSWORD.')
  }
}
`
}
