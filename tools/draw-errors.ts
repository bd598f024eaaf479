import { errorCatalogue, statusOf, type ErrorCode } from '@pulse/contract'
import { exits } from '../packages/cli/src/command-error.ts'

/** `docs/errors.md`, from the catalogue of error codes and the exit codes of the command. */
export function drawErrors(): { path: string; text: string } {
  const rows = Object.entries(errorCatalogue)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { meaning, advice }]) => `| \`${code}\` | ${statusOf(code as ErrorCode)} | ${meaning} | ${advice} |`)
  const exitRows = Object.values(exits).map(({ code, meaning }) => `| ${code} | ${meaning} |`)
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
    '## Exit codes of the command',
    '',
    '`pulse` says what went wrong in one line on standard error, and ends with a code that scripts can rely on.',
    '',
    '| exit code | meaning |',
    '|---|---|',
    '| 0 | Done. |',
    ...exitRows,
    '',
  ].join('\n')
  return { path: 'docs/errors.md', text }
}
