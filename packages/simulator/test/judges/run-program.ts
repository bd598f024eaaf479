import { execFile, execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

export interface Run {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/**
 * Runs a program beside this process (the simulator answers it from here). CA bundles of the environment are
 * taken away: they override the programs' own "do not verify".
 */
export function runProgram(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const { REQUESTS_CA_BUNDLE: _, CURL_CA_BUNDLE: __, ...rest } = process.env
  return new Promise((resolve) => {
    const options = { env: { ...rest, ...environment }, timeout: 60_000, maxBuffer: 64 * 2 ** 20 }
    execFile(command, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1
      resolve({ code, stdout, stderr })
    })
  })
}

/** Debian's Python with a module, or null. */
export function pythonWith(module: string): string | null {
  for (const python of ['/usr/bin/python3', 'python3']) {
    try {
      execFileSync(python, ['-c', `import ${module}`], { stdio: 'ignore' })
      return python
    } catch {
      // The next one may have it.
    }
  }
  return null
}

/** The full path of a program, or null. */
export function findProgram(name: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/bin', '/usr/sbin']
  return folders.map((folder) => `${folder}/${name}`).find((path) => existsSync(path)) ?? null
}

/** Says why tests are skipped, and that they are. */
export function isMissing(program: string | null, name: string): boolean {
  if (program === null) console.log(`skipped: ${name} is not installed`)
  return program === null
}
