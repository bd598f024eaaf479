/**
 * The script that runs before every request and signs it in. It knows no secret: it reads the variables when it runs.
 *
 * @param open calls that need no login, such as `POST /api/login`
 */
export function signInScript(open: readonly string[]): string {
  return `
// Signs the request in: with the API token if one is set, else with a session, which is opened with user and password
// and kept in PULSE_SESSION and PULSE_CSRF.
const open = ${JSON.stringify(open)}
const read = (name) => String(pm.variables.get('PULSE_' + name) || '')
const kept = pm.environment.name ? pm.environment : pm.collectionVariables
const baseUrl = read('BASE_URL').trim().replace(/\\/+$/, '')
const token = read('API_TOKEN').trim()
const username = read('USERNAME').trim()
const password = read('PASSWORD')
const setupCode = read('SETUP_CODE').trim()

function refuse(message) {
  console.error(message)
  pm.test('signed in', () => { throw new Error(message) })
  pm.execution.skipRequest()
}

function useSession(session, csrf) {
  pm.request.headers.upsert({ key: 'Cookie', value: 'pulse_session=' + session })
  if (pm.request.method !== 'GET') pm.request.headers.upsert({ key: 'X-CSRF-Token', value: csrf })
}

function ask(path, content, done) {
  const body = { mode: 'raw', raw: JSON.stringify(content), options: { raw: { language: 'json' } } }
  const header = { 'Content-Type': 'application/json' }
  pm.sendRequest({ url: baseUrl + path, method: 'POST', header, body }, (error, response) => {
    if (error) {
      refuse('No answer from ' + baseUrl.replace(/\\/\\/.*@/, '//') + ' (' + (error.code || error.message) + '). ' +
        'Check PULSE_BASE_URL.')
      return
    }
    let answer = {}
    try { answer = response.json() || {} } catch (notJson) { answer = { error: 'is PULSE_BASE_URL the right address?' } }
    if (response.code !== 200) {
      done(answer.code, 'status ' + response.code + ': ' + answer.error)
      return
    }
    const cookie = (name) => response.headers.all()
      .filter(({ key }) => key.toLowerCase() === 'set-cookie')
      .map(({ value }) => new RegExp('^' + name + '=([^;]*)').exec(value))
      .reduce((found, match) => match ? match[1] : found, '')
    kept.set('PULSE_SESSION', cookie('pulse_session'))
    kept.set('PULSE_CSRF', cookie('pulse_csrf'))
    useSession(cookie('pulse_session'), cookie('pulse_csrf'))
  })
}

function logIn() {
  ask('/api/login', { username, password }, (code, said) => {
    if (code === 'setup.needed' && setupCode) setUp()
    else refuse('The login of ' + username + ' failed with ' + said)
  })
}

// A new server: whoever has its code becomes its owner.
function setUp() {
  ask('/api/security/quick-setup', { setupCode, username, password }, (code, said) => {
    refuse('The setup failed with ' + said)
  })
}

if (!/^https?:\\/\\/[^/]/.test(baseUrl)) refuse('Set PULSE_BASE_URL to an address such as http://localhost:7655.')
else {
  // For this run only: a slash too many at the end of the address does no harm.
  pm.variables.set('PULSE_BASE_URL', baseUrl)
  const call = pm.request.method + ' /' + pm.request.url.path.join('/')
  if (token) pm.request.headers.upsert({ key: 'X-API-Token', value: token })
  else if (read('SESSION')) useSession(read('SESSION'), read('CSRF'))
  else if (open.includes(call)) { /* nothing to sign in with, and no need to */ }
  else if (username && password) logIn()
  else refuse('Set PULSE_API_TOKEN, or PULSE_USERNAME and PULSE_PASSWORD.')
}
`
}

/** The script that runs after every request: what is the same for all. */
export const answerScript = `
// Keeps the session that an answer opens, forgets one that is no longer good, and tells what a refusal says.
const kept = pm.environment.name ? pm.environment : pm.collectionVariables
for (const { key, value } of pm.response.headers.all()) {
  if (key.toLowerCase() !== 'set-cookie' || pm.variables.get('PULSE_API_TOKEN')) continue
  const [, name, content] = /^pulse_(session|csrf)=([^;]*)/.exec(value) || []
  if (name) kept.set('PULSE_' + name.toUpperCase(), content)
}
if (pm.response.code >= 400) {
  let answer = {}
  try { answer = pm.response.json() || {} } catch (notJson) { /* answer stays empty */ }
  const text = [answer.error || pm.response.reason(), answer.code && '(' + answer.code + ')'].filter(Boolean).join(' ')
  console.warn(pm.request.method + ' ' + pm.request.url.getPath() + ': ' + pm.response.code + ' ' + text)
}
if (pm.response.code === 401 && pm.request.headers.has('Cookie')) {
  kept.set('PULSE_SESSION', '')
  kept.set('PULSE_CSRF', '')
  console.warn('The session was refused and is dropped. Send again: the request logs in anew.')
}
`
