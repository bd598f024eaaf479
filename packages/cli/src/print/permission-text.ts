import type { Method } from '@pulse/proxmox/schema'

/** Who may make a call, in few words: `VM.Audit on /vms/{vmid}`. */
export function permissionText({ permissions, allowtoken }: Method): string {
  const token = allowtoken === false ? ', not with a token' : ''
  if (!permissions) return `root@pam only${token}`
  const checked = checkText(permissions.check)
  if (checked) return `${checked}${token}`
  return `${permissions.user === 'world' ? 'nobody need log in' : 'anybody logged in'}${token}`
}

/** The vendor's grammar: nested lists with PVE, objects with PBS. Empty where nothing can be said. */
function checkText(check: unknown): string {
  if (isList(check)) return pveText(check)
  if (typeof check !== 'object' || check === null) return ''
  const { and, or, path, privs, partial } = check as Record<string, unknown>
  if (isList(and)) return joined(and, ' and ')
  if (isList(or)) return joined(or, ' or ')
  if (!isList(path) || !isList(privs)) return ''
  return `${privs.join(partial === true ? ' or ' : ', ')} on /${path.join('/')}`
}

function pveText([kind, ...rest]: readonly unknown[]): string {
  const [first, second, ...flags] = rest
  switch (kind) {
    case 'and':
      return joined(rest, ' and ')
    case 'or':
      return joined(rest, ' or ')
    case 'perm': {
      const any = flags[flags.indexOf('any') + 1] === 1 && flags.includes('any')
      return isList(second) ? `${second.join(any ? ' or ' : ', ')} on ${String(first)}` : ''
    }
    case 'userid-param':
      return first === 'self' ? 'the user itself' : `${String(first)} on the realm`
    case 'userid-group':
      return isList(first) ? `${first.join(', ')} on a group of the user` : ''
    case 'perm-modify':
      return `Permissions.Modify on ${String(first)}`
    default:
      return ''
  }
}

function joined(parts: readonly unknown[], word: string): string {
  const texts = parts.map((part) => {
    const text = checkText(part)
    return /( and | or )/.test(text) ? `(${text})` : text
  })
  return texts.filter(Boolean).join(word)
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)
