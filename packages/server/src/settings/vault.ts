/** Port: keeps what only this installation may read, and tells whether a text is what it was. */
export interface Vault {
  /** `purpose` is bound to the result: sealed for one, it does not open for another. */
  seal(text: string, purpose: string): string
  /** Undefined where key, purpose or content do not fit. */
  open(sealed: string, purpose: string): string | undefined
  /** SHA-256 in hex. */
  digest(text: string): string
}
