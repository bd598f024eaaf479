/** The names of parameters in a file of unknown origin may be anything. */
const longestProblem = 160

/** Why a text is no schema: one line that names what is wrong, and where. */
export class ApiDocumentError extends Error {
  override readonly name = 'ApiDocumentError'

  constructor(problem: string) {
    const line = problem.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')
    const shown = line.length > longestProblem ? `${line.slice(0, longestProblem)}…` : line
    super(`This is no schema of a Proxmox API: ${shown}.`)
  }
}
