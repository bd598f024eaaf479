import { messages } from '../../../text/messages.ts'

const words = messages.backup

/** What the server takes is a little more; a file that is larger than this is something else. */
export const largestFileBytes = 6 * 1024 * 1024

/** `pulse-config-2026-11-26.json`: the day where the person is. */
export function exportFileName(at: number, timeZone?: string): string {
  const day = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', ...(timeZone ? { timeZone } : {}) }).format(at)
  return `pulse-config-${day}.json`
}

/** The answer of the server as the original saves it, so that either takes the files of the other. */
export const exportFileText = (data: string): string => `${JSON.stringify({ status: 'success', data }, null, 2)}\n`

/** What is wrong with a file that somebody chose, as far as it can be seen without the passphrase. */
export function checkImportText(text: string): string | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return words.fileEmpty
  if (trimmed.length > largestFileBytes) return words.fileLarge
  if (trimmed.startsWith('{')) return isAnswer(trimmed) ? undefined : words.fileForeign
  if (/^[\w+/=\s-]+$/.test(trimmed)) return undefined
  return /^[\w-]+:(\s|$)/m.test(trimmed) ? words.fileYaml : words.fileForeign
}

/** An object with the export in `data`. */
function isAnswer(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'data' in value && typeof value.data === 'string'
  } catch {
    return false
  }
}
