import type { Product } from '../../schema/schema.ts'
import { dialects } from './dialect.ts'

/** The script that runs after every request of a collection: what is the same for all. */
export function answerScript(product: Product): string {
  const { prefix } = dialects[product]
  return `
// Keeps the id of a task that was started, tells what a refusal says, and drops a ticket that is no longer good.
const kept = pm.environment.name ? pm.environment : pm.collectionVariables
let answer = {}
let plain = ''
try { answer = pm.response.json() || {} } catch (notJson) { plain = pm.response.text().slice(0, 300) }
if (typeof answer.data === 'string' && answer.data.startsWith('UPID:')) {
  // As a path takes it: task ids of Backup Server hold backslashes.
  pm.collectionVariables.set('upid', encodeURIComponent(answer.data))
}
if (pm.response.code >= 400) {
  const fields = Object.entries(answer.errors || {}).map(([name, problem]) => name + ': ' + problem)
  const text = [answer.message || plain || pm.response.reason(), ...fields].join(' ').replace(/\\s+/g, ' ').trim()
  console.warn(pm.request.method + ' ' + pm.request.url.getPath() + ': ' + pm.response.code + ' ' + text)
}
if (pm.response.code === 401 && pm.request.headers.has('Cookie')) {
  kept.set('${prefix}_TICKET', '')
  kept.set('${prefix}_CSRF', '')
  console.warn('The ticket was refused and is dropped. Send again: the request logs in anew.')
}
`
}
