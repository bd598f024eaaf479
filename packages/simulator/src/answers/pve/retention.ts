import type { Retention } from '../../estate/retention.ts'
import { parseProperty } from './drives.ts'

/** `keep-last=3,keep-weekly=2`; null where everything stays. */
export function parseRetention(text: string | undefined): Retention | null {
  if (text === undefined) return null
  const { options } = parseProperty(text)
  const keeps = options.map(([key, value]): [string, number] => [key.replace('keep-', ''), Number(value)])
  const retention = Object.fromEntries(keeps.filter(([, count]) => count > 0))
  return Object.keys(retention).length === 0 || 'all' in retention ? null : retention
}
