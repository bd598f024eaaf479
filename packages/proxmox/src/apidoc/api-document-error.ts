/** Why a text is no schema: one line that names what is wrong, and where. */
export class ApiDocumentError extends Error {
  override readonly name = 'ApiDocumentError'

  constructor(problem: string) {
    super(`This is no schema of a Proxmox API: ${problem}.`)
  }
}
