import type { Method } from '../../schema/schema.ts'

/** Who may call a method, in a sentence without its full stop, e.g. `Sys.Audit on /nodes/{node}`. */
export function privilegeWords({ product, permissions }: Method): string {
  if (permissions?.user === 'world') return 'none, not even a login'
  if (permissions?.check) return checkWords(permissions.check)
  if (permissions?.user === 'all') return 'any login; what the caller may not see is left out'
  return product === 'pve' ? 'root@pam only, no API token' : 'root@pam, or rights that the schema does not tell'
}

function checkWords(check: unknown): string {
  if (Array.isArray(check)) return listWords(check)
  // Backup Server: { privs, path, partial }.
  const { privs, path, partial } = check as { privs?: unknown; path?: unknown; partial?: unknown }
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

const bracketed = (check: unknown): string =>
  Array.isArray(check) && check[0] === 'or' ? `(${checkWords(check)})` : checkWords(check)

function permWords([path, privileges, option, value]: readonly unknown[]): string {
  const anyOf = option === 'any' && Boolean(value)
  const condition = option === 'require_param' ? ` where ${texts([value]).join('')} is given` : ''
  return `${names(privileges, anyOf ? ' or ' : ' and ')} on ${texts([path]).join('')}${condition}`
}

const texts = (values: unknown): string[] =>
  Array.isArray(values) ? values.filter((value): value is string => typeof value === 'string') : []

const names = (values: unknown, between: string): string => texts(values).join(between)
