import { CallError } from '@pulse/contract'
import { passwordProblem } from '../../access/password-rules.ts'
import { messages } from '../../text/messages.ts'

export interface SetupDraft {
  setupCode: string
  username: string
  password: string
}

export type SetupField = keyof SetupDraft
/** In the order of the form. */
const setupFields = ['setupCode', 'username', 'password'] as const satisfies readonly SetupField[]
export type SetupProblems = { [F in SetupField]?: string | undefined }

const words = messages.access.setup

/** What can be said without asking the server. */
export function checkSetup({ setupCode, username, password }: SetupDraft): SetupProblems {
  const problems: SetupProblems = {}
  if (setupCode.trim() === '') problems.setupCode = words.codeMissing
  if (username.trim() === '') problems.username = words.usernameMissing
  const problem = passwordProblem(password)
  if (problem) problems.password = problem
  return problems
}

/** Beside which field an error of the server belongs; none: below the form. */
export function setupProblems(error: unknown): SetupProblems | null {
  if (!(error instanceof CallError)) return null
  if (error.code === 'setup.wrong-code') return { setupCode: words.codeWrong }
  const field = setupFields.find((name) => name === error.field)
  return field ? { [field]: error.message } : null
}
