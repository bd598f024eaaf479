import type { Method } from './table.ts'

/**
 * Who may call a method, in a sentence without its full stop.
 *
 * @example privilegeWords(method) // 'Sys.Audit on /nodes/{node}'
 */
export function privilegeWords({ verb, permissions, allowtoken }: Method): string {
  if (permissions?.user === 'world') return 'none, not even a login'
  const noToken = allowtoken === false ? ', no API token' : ''
  if (permissions?.check) return `${checkWords(permissions.check)}${noToken}`
  // Both products let only the superuser in where their schema names nobody.
  if (permissions === undefined) return 'root@pam only, no API token'
  return `any login; ${verb === 'GET' ? 'what the caller may not see is left out' : 'more is checked by what is named'}${noToken}`
}

function checkWords(check: unknown): string {
  if (Array.isArray(check)) return listWords(check)
  // Backup Server: { privs, path, partial }, { userParam }, and lists of them.
  const { privs, path, partial, userParam, or, and } = check as Readonly<Record<string, unknown>>
  if (Array.isArray(or)) return or.map(checkWords).join(', or ')
  if (Array.isArray(and)) return and.map(bracketed).join(' and ')
  if (userParam !== undefined) return 'being that user'
  return `${names(privs, partial === true ? ' or ' : ' and ')} on /${texts(path).join('/')}`
}

function listWords([kind, ...rest]: readonly unknown[]): string {
  switch (kind) {
    case 'and':
      return rest.map(bracketed).join(' and ')
    case 'or':
      return rest.map(checkWords).join(', or ')
    case 'perm':
      return permWords(rest)
    case 'userid-group':
      return `${names(rest[0], ' or ')} on the groups of the user`
    case 'userid-param':
      return rest[0] === 'self' ? 'being that user' : `${texts(rest).join(' ')} on the realm of the user`
    case 'perm-modify':
      return `the right to change permissions on ${texts(rest).join(' ')}`
    default:
      return JSON.stringify([kind, ...rest])
  }
}

const bracketed = (check: unknown): string => {
  const words = checkWords(check)
  return words.includes(', or ') ? `(${words})` : words
}

function permWords([path, privileges, ...options]: readonly unknown[]): string {
  const anyOf = options.includes('any')
  const parameter = options[options.indexOf('require_param') + 1]
  const condition = options.includes('require_param') ? ` where ${texts([parameter]).join('')} is given` : ''
  return `${names(privileges, anyOf ? ' or ' : ' and ')} on ${texts([path]).join('')}${condition}`
}

const texts = (values: unknown): string[] =>
  Array.isArray(values) ? values.filter((value): value is string => typeof value === 'string') : []

const names = (values: unknown, between: string): string => texts(values).join(between)
