import { runChecks } from './checks.ts'

/** `npm run check`: every check that is no test. */
const { failed } = await runChecks(new URL('..', import.meta.url).pathname)
process.exitCode = failed > 0 ? 1 : 0
