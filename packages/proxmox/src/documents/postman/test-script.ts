import { resultShape, type Method } from '../../schema/schema.ts'
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
  const head = exception
    ? `const excepted = ${exception.when}
pm.test(excepted ? 'status is ${exception.status}: ${exception.title}' : 'status is 200', () => {
  pm.response.to.have.status(excepted ? ${exception.status} : 200)
})`
    : statusTest('200')
  return different ? head : [head, ...answerLines(method)].join('\n')
}

/** What a good answer holds; a bad one fails the test of the status, and that is enough. */
function answerLines(method: Method): string[] {
  const captures = captureLines(method)
  if (captures.length === 0) return [`if (pm.response.code === 200) ${dataTest(method)}`]
  return ['if (pm.response.code === 200) {', ...[dataTest(method), ...captures].map((line) => `  ${line}`), '}']
}

export const statusTest = (status: string): string =>
  `pm.test('status is ${status}', () => pm.response.to.have.status(${status}))`

function exceptionOf(method: Method): Exception | undefined {
  const { product, permissions, allowtoken, verb, path, since } = method
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
  if (excuse) {
    const { status, text, title } = excuse
    const said = 'pm.response.reason() + pm.response.text()'
    return { when: `pm.response.code === ${status} && ${String(text)}.test(${said})`, status, title }
  }
  if (since === undefined) return undefined
  // What a server says of a path that it does not know.
  const status = product === 'pve' ? 501 : 404
  return { when: `pm.response.code === ${status}`, status, title: `not before version ${since}` }
}

const dataIsThere = `pm.test('data is there', () => pm.expect(pm.response.json()).to.have.property('data'))`

function dataTest(method: Method): string {
  const { type, optional } = resultShape(method)
  if (optional) return dataIsThere
  // Backup Server answers nothing to a change, whatever its schema says.
  if (type === 'object' && method.verb === 'PUT' && method.product === 'pbs') return dataIsThere
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
      return dataIsThere
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
