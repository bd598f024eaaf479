import { type Log, replaceFile } from '../platform/platform.ts'
import { isSameText, randomHex } from './io/digests.ts'
import { removePrivateFile } from './io/private-file.ts'

/** Proves that who sets up a new server may read what it printed, or its data directory. */
export interface SetupCode {
  /** In groups, for people: `k3v9-…`. Undefined where no setup is needed. */
  readonly text: string | undefined
  /** Upper case, blanks and dashes do not count. */
  isRight(given: string): boolean
  /** There is an owner now. */
  discard(): Promise<void>
}

/** A new code at each start, as long as there is no owner. */
export async function openSetupCode(path: string, needed: boolean, log: Log): Promise<SetupCode> {
  let code = needed ? newCode() : undefined
  const discard = async (): Promise<void> => {
    code = undefined
    await removePrivateFile(path).catch((error: unknown) => {
      log.warn({ error, file: path }, 'the file with the setup code could not be removed')
    })
  }
  if (code === undefined) await discard()
  else
    await replaceFile(path, `${code}\n`).catch((error: unknown) => {
      log.warn({ error, file: path }, 'the setup code could not be written to its file')
    })
  return {
    get text() {
      return code
    },
    isRight: (given) => code !== undefined && isSameText(bare(given), bare(code)),
    discard,
  }
}

/** 128 bits in 8 groups of 4. */
const newCode = (): string => randomHex(16).replace(/(.{4})(?=.)/g, '$1-')

const bare = (code: string): string => code.toLowerCase().replace(/[\s-]+/g, '')
