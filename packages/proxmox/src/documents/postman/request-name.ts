import type { Method } from '../../schema/schema.ts'
import { summaryOf, type Surroundings } from '../summary.ts'
import { isDestructive } from './special-methods.ts'

/** Before the names of requests that take something away or interrupt what runs. */
export const destructiveMark = '⚠'

const loginNames: Readonly<Record<string, string>> = {
  'GET /access/ticket': 'Auth → Login form',
  'POST /access/ticket': 'Auth → Login',
  'DELETE /access/ticket': 'Auth → Logout',
}

/** What a request does, in a few words: `⚠ Delete a virtual machine`. */
export function requestName(method: Method, around: Surroundings): string {
  const login = loginNames[`${method.verb} ${method.path}`]
  const name = login ?? summaryOf(method, around)
  return isDestructive(method) ? `${destructiveMark} ${name}` : name
}
