import { join } from 'node:path'
import { rolldown } from 'rolldown'

/**
 * A test program and all it imports in one JavaScript file: it starts in a third of the time, which counts where hundreds
 * are started.
 */
export async function bundledProgram(file: string, folder: string): Promise<string> {
  const program = join(folder, 'program.mjs')
  const bundle = await rolldown({ input: file, platform: 'node', external: /^@node-rs\// })
  await bundle.write({ file: program, format: 'esm', codeSplitting: false })
  await bundle.close()
  return program
}
