import { resultShape, type Method, type Shape } from '../../schema/schema.ts'
import { dialects } from './dialect.ts'
import { capturesOf, excuseOf, notPlain } from './special-methods.ts'

/** An answer other than 200 that is right in some case. */
interface Exception {
  /** JavaScript that tells whether this is the case. */
  readonly when: string
  readonly status: number
  readonly title: string
}

/** The script that runs after one request: is the answer what this method should give? */
export function testScript(method: Method): string {
  const different = notPlain(method)
  if (different?.kind === 'socket')
    return `pm.test('the server knows the path', () => pm.expect(pm.response.code).not.to.be.oneOf([404, 501]))`
  const exception = exceptionOf(method)
  const afterwards = different ? [] : [dataTest(resultShape(method)), ...captureLines(method)]
  if (!exception) return [statusTest('200'), ...afterwards].join('\n')
  const { when, status, title } = exception
  return `const excepted = ${when}
pm.test(excepted ? 'status is ${status}: ${title}' : 'status is 200', () => pm.response.to.have.status(excepted ? ${status} : 200))
if (!excepted) {
${afterwards.map((line) => `  ${line}`).join('\n')}
}`
}

export const statusTest = (status: string): string =>
  `pm.test('status is ${status}', () => pm.response.to.have.status(${status}))`

function exceptionOf(method: Method): Exception | undefined {
  const { product, permissions, allowtoken, verb, path } = method
  const signedInAs = `pm.variables.get('signed_in_as')`
  if (!permissions && product === 'pve')
    return { when: `${signedInAs} !== 'root@pam'`, status: 403, title: 'root@pam only, no API token' }
  if (!permissions)
    return {
      when: `pm.response.code === 403 && ${signedInAs} !== 'root@pam'`,
      status: 403,
      title: 'for root@pam',
    }
  if (allowtoken === false && `${verb} ${path}` !== 'POST /access/ticket')
    return { when: `${signedInAs}.includes('!')`, status: 403, title: 'no API token' }
  const excuse = excuseOf(method)
  if (!excuse) return undefined
  const { status, text, title } = excuse
  const said = 'pm.response.reason() + pm.response.text()'
  return { when: `pm.response.code === ${status} && ${String(text)}.test(${said})`, status, title }
}

function dataTest({ type }: Shape): string {
  const data = 'pm.response.json().data'
  switch (type) {
    case 'array':
      return `pm.test('data is a list', () => pm.expect(${data}).to.be.an('array'))`
    case 'object':
      return `pm.test('data is an object', () => pm.expect(${data}).to.be.an('object'))`
    case 'string':
      return `pm.test('data is a text', () => pm.expect(${data}).to.be.a('string'))`
    case 'integer':
    case 'number':
      return `pm.test('data is a number', () => pm.expect(Number(${data})).to.be.finite)`
    case 'boolean':
      return `pm.test('data is a boolean', () => pm.expect(${data}).to.be.oneOf([0, 1, '0', '1', true, false]))`
    default:
      return `pm.test('data is there', () => pm.expect(pm.response.json()).to.have.property('data'))`
  }
}

/** What later requests need of this answer. */
function captureLines(method: Method): string[] {
  if (`${method.verb} ${method.path}` === 'POST /access/ticket') return loginLines(method)
  const captures = Object.entries(capturesOf(method))
  if (captures.length === 0) return []
  const set = ([variable, field]: [string, string]): string =>
    `if (first) pm.collectionVariables.set('${variable}', encodeURIComponent(first['${field}']))`
  return [`const [first] = pm.response.json().data || []`, ...captures.map(set)]
}

function loginLines({ product }: Method): string[] {
  const { prefix } = dialects[product]
  return [
    `const { ticket, CSRFPreventionToken } = pm.response.json().data || {}`,
    `const kept = pm.environment.name ? pm.environment : pm.collectionVariables`,
    `pm.test('there is a ticket', () => pm.expect(ticket).to.be.a('string'))`,
    `if (ticket && !ticket.includes(':!tfa!')) {`,
    `  kept.set('${prefix}_TICKET', ticket)`,
    `  kept.set('${prefix}_CSRF', CSRFPreventionToken)`,
    `}`,
  ]
}
