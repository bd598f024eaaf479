import { createInterface } from 'node:readline/promises'
import { CommandError } from '../command-error.ts'

/** Asks the person at the terminal. */
export interface Questions {
  /** False in scripts, services and pipes: nothing may be asked there. */
  readonly possible: boolean
  /** The answer without blanks around it; `preset` where it is empty. */
  ask(question: string, preset?: string): Promise<string>
  /** The answer does not show. */
  askSecret(question: string): Promise<string>
  /** Only `y` and `yes` are a yes. */
  confirm(question: string): Promise<boolean>
}

export const realQuestions: Questions = {
  possible: process.stdin.isTTY && process.stderr.isTTY,
  async ask(question, preset) {
    const answer = await askLine(`${question}${preset === undefined ? '' : ` (${preset})`}: `)
    return answer || preset || ''
  },
  async askSecret(question) {
    // Loaded when it is wanted: most commands ask nothing.
    const { default: password } = await import('@inquirer/password')
    try {
      return await password({ message: question, mask: false, toggleMask: false }, { output: process.stderr })
    } catch {
      throw new CommandError('failed', 'Nothing was entered.')
    }
  },
  confirm: async (question) => /^y(es)?$/i.test(await askLine(`${question} [y/N] `)),
}

async function askLine(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  // Ctrl-C and the end of the input leave the question open for ever.
  const { promise: closed, reject } = Promise.withResolvers<never>()
  lines.once('close', () => reject(new CommandError('failed', 'Nothing was entered.')))
  lines.once('SIGINT', () => lines.close())
  closed.catch(() => {})
  try {
    return (await Promise.race([lines.question(question), closed])).trim()
  } finally {
    lines.close()
  }
}
