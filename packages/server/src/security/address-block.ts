/** What one person may hold all addresses of: one of IPv4, a /64 of IPv6. Other texts stay as they are. */
export function addressBlock(address: string): string {
  if (!address.includes(':')) return address
  const [head = '', tail] = address.split('::')
  const groupsOf = (text: string | undefined): string[] => (text ? text.split(':') : [])
  const [left, right] = [groupsOf(head), groupsOf(tail)]
  // The last two groups may be spelt as an IPv4 address.
  const length = left.length + right.length + (address.includes('.') ? 1 : 0)
  const groups = [...left, ...Array.from({ length: Math.max(0, 8 - length) }, () => '0'), ...right]
  const prefix = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16))
  return `${prefix.join(':')}::/64`
}
