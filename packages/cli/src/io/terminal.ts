import { writeSync } from 'node:fs'
import { stripVTControlCharacters, styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** Who reads what the command says, and how it may look. */
export interface Terminal {
  /** Standard output goes to a person, not into a file or another program. */
  readonly isOutput: boolean
  /** A person sees standard error. */
  readonly isError: boolean
  /** Columns of standard output; endless where it goes elsewhere. */
  readonly columns: number
  /** Colours for standard output; the bare text where there are none (no terminal, NO_COLOR). */
  style(style: Style, text: string): string
  /** A line on standard error. */
  note(text: string): void
  /** A line on standard error that the next one replaces; only where a person sees it. */
  progress(text: string): void
}

/** Readers that go away (`| head`) are no error; a full disk is one. To be called before anything is written. */
export function watchOutput(): void {
  process.stdout.on('error', endUnlessClosed)
  process.stderr.on('error', endUnlessClosed)
}

/** The real one. */
export function openTerminal(): Terminal {
  const { stdout, stderr } = process
  let standing = false
  const clear = (): void => {
    if (standing) stderr.write('\r\u001B[K')
    standing = false
  }
  return {
    isOutput: stdout.isTTY,
    isError: stderr.isTTY,
    // A terminal that does not know its size says 0.
    columns: (stdout.isTTY && stdout.columns) || Number.POSITIVE_INFINITY,
    style: (style, text) => (stdout.isTTY ? styleText(style, text, { stream: stdout }) : text),
    note(text) {
      clear()
      stderr.write(`${text}\n`)
    },
    progress(text) {
      if (!stderr.isTTY) return
      clear()
      // A line that breaks would leave its first part behind.
      if (text !== '') stderr.write(stripVTControlCharacters(text).slice(0, (stderr.columns || 80) - 1))
      standing = text !== ''
    },
  }
}

function endUnlessClosed({ code = 'unknown reason' }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') return
  try {
    writeSync(process.stderr.fd, `The output cannot be written (${code}).\n`)
  } catch {
    // Nobody is left to tell.
  }
  process.exit(1)
}
