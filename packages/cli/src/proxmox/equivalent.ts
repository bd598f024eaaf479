import { isSecretName, type Method, type Verb } from '@pulse/proxmox/schema'
import type { Connection } from './connection.ts'
import { variable } from './environment.ts'
import type { Parameters } from './read-parameters.ts'

/** A call as somebody would make it by other means. */
export interface Equivalent {
  readonly connection: Connection
  readonly method: Method
  /** All of them, those in the path as well. */
  readonly parameters: Parameters
  /** As `--ca` named it. */
  readonly caFile: string | undefined
  /** A file to be uploaded. */
  readonly file: string | undefined
}

/** Lines for a POSIX shell: the same call with curl, and on the host itself. Secrets stand as variables. */
export function equivalentLines(call: Equivalent): string[] {
  return ['# with curl', ...curlLines(call), '', '# in a shell of the host', ...shellLines(call)]
}

/** For a POSIX shell: as it stands where that is safe, else between apostrophes. */
export function shellQuoted(text: string): string {
  return /^[\w@%+:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}

function curlLines({ connection, method, parameters, caFile, file }: Equivalent): string[] {
  const { product, url, trust, login } = connection
  const name = (end: string): string => variable(product, end)
  const [before, trusted] = curlTrust(connection, trust, caFile)
  const curl = ['curl', '--fail-with-body', '--silent', '--show-error', ...trusted]
  const { path, rest } = splitParameters(method, parameters)
  const address = shellQuoted(`${url}/api2/json${path}`)
  const lines = [...before]
  const headers: string[] = []
  if (login.kind === 'token') {
    const separator = product === 'pve' ? '=' : ':'
    const header = `Authorization: ${product.toUpperCase()}APIToken=${login.tokenId}${separator}`
    headers.push(withVariable(header, name('TOKEN_SECRET')))
  } else {
    if (login.kind === 'password') {
      const user = ['--data-urlencode', shellQuoted(`username=${login.username}`), '--data-urlencode', 'password@-']
      const logIn = [...curl, ...user, shellQuoted(`${url}/api2/json/access/ticket`)].join(' ')
      lines.push(
        `LOGIN=$(printf %s "$${name('PASSWORD')}" | ${logIn})`,
        `${name('TICKET')}=$(printf %s "$LOGIN" | jq -r .data.ticket)`,
        `${name('CSRF')}=$(printf %s "$LOGIN" | jq -r .data.CSRFPreventionToken)`,
      )
    }
    headers.push(withVariable(`Cookie: ${product.toUpperCase()}AuthCookie=`, name('TICKET')))
    if (method.verb !== 'GET') headers.push(withVariable('CSRFPreventionToken: ', name('CSRF')))
  }
  // The shell itself prints them into the pipe: the arguments of a program can be seen by every user of the machine.
  const piped = String.raw`printf '%s\n' ${headers.join(' ')} | `
  const command = [...curl, '--header', '@-']
  if (method.verb !== 'GET' && file === undefined) command.push('--request', method.verb)
  const inQuery = method.verb === 'GET' || method.verb === 'DELETE'
  if (inQuery && rest.length > 0) command.push('--get')
  if (file === undefined)
    for (const [key, value] of rest) command.push('--data-urlencode', pair(key, value, method.path))
  else command.push(...uploadForm(rest, file))
  // Without a body curl sends no length, which is asked for.
  if (!inQuery && rest.length === 0 && file === undefined) command.push('--data', "''")
  return [...lines, `${piped}${[...command, address].join(' ')}`]
}

/** The file goes under the name of the parameter that names it. */
function uploadForm(rest: Split['rest'], file: string): string[] {
  const inside = (text: string): string => text.replaceAll(/["\\]/g, String.raw`\$&`)
  const name = rest.find(([key]) => key === 'filename')?.[1] ?? file
  const fields = rest.filter(([key]) => key !== 'filename')
  return [
    ...fields.flatMap(([key, value]) => ['--form-string', shellQuoted(`${key}=${value}`)]),
    '--form',
    shellQuoted(`filename=@"${inside(file)}";filename="${inside(name)}"`),
  ]
}

/** Lines that go before, and options. */
function curlTrust(
  connection: Connection,
  trust: Connection['trust'],
  caFile: string | undefined,
): [string[], string[]] {
  const variableName = variable(connection.product, 'CA_FILE')
  switch (trust.kind) {
    case 'system':
      return [[], []]
    case 'insecure':
      return [[], ['--insecure']]
    case 'ca':
      return [[], ['--cacert', caFile === undefined ? `"$${variableName}"` : shellQuoted(caFile)]]
    case 'fingerprint': {
      const lines = [
        `# curl knows no fingerprints: ${variableName} names a file with the host's certificate or its authority's.`,
        "# The fingerprint of the host's certificate, to be compared first:",
        ...trust.sha256.map((one) => `#   ${one}`),
      ]
      return [lines, ['--cacert', `"$${variableName}"`]]
    }
  }
}

const shellVerbs: Readonly<Record<Verb, string>> = { GET: 'get', POST: 'create', PUT: 'set', DELETE: 'delete' }

function shellLines({ connection, method, parameters, file }: Equivalent): string[] {
  if (file !== undefined) return ['# a file is copied into the folder of the storage there']
  const { rest, plainPath } = splitParameters(method, parameters)
  const program = connection.product === 'pve' ? 'pvesh' : 'proxmox-backup-debug api'
  const options = rest.flatMap(([key, value]) => [
    `--${key}`,
    isSecretName(key, method.path) ? `"$${shellName(key)}"` : shellQuoted(value),
  ])
  return [[program, shellVerbs[method.verb], shellQuoted(plainPath), ...options].join(' ')]
}

interface Split {
  /** Percent-encoded. */
  readonly path: string
  readonly plainPath: string
  /** Those that do not stand in the path. */
  readonly rest: readonly (readonly [name: string, value: string])[]
}

function splitParameters(method: Method, parameters: Parameters): Split {
  const inPath = new Set<string>()
  const fill = (encode: (text: string) => string): string =>
    method.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
      inPath.add(name)
      return encode(String(parameters[name]))
    })
  const [path, plainPath] = [fill(encodeURIComponent), fill(String)]
  const rest = Object.entries(parameters).filter(([name]) => !inPath.has(name))
  return {
    path,
    plainPath,
    rest: rest.flatMap(([name, value]) => [value].flat().map((one) => [name, textOf(one)] as const)),
  }
}

/** An object is a property string: `key=value,key=value`. */
function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.entries(value)
    .map(([key, one]) => `${key}=${String(one)}`)
    .join(',')
}

const pair = (name: string, value: string, path: string): string =>
  isSecretName(name, path) ? withVariable(`${name}=`, shellName(name)) : shellQuoted(`${name}=${value}`)

/** Apostrophes, as in double quotes an interactive shell takes `!` for a command of its history. */
const withVariable = (text: string, name: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'"$${name}"`

/** `new-password` is `NEW_PASSWORD`. */
const shellName = (name: string): string => name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')
