import { errorCatalogue, statusOf, type ErrorCode } from '@pulse/contract'

/** `docs/errors.md`, from the catalogue of error codes. */
export function drawErrors(): { path: string; text: string } {
  const rows = Object.entries(errorCatalogue)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { meaning, advice }]) => `| \`${code}\` | ${statusOf(code as ErrorCode)} | ${meaning} | ${advice} |`)
  const text = [
    '# Errors',
    '',
    'Every answer that is no success is JSON: `{"error", "code", "status_code", "timestamp", "requestId"}`, with `field` where one is to blame,',
    '`retryAfter` (seconds) where waiting helps, and `details` where there is more to know. `error` is for people, `code` for programs.',
    '',
    '| code | status | meaning | what to do |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
  return { path: 'docs/errors.md', text }
}
