import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { drawErrors } from './draw-errors.ts'
import { drawHouse } from './draw-house.ts'
import { ownApi } from './generate-own-api.ts'
import { generateProxmox } from './generate-proxmox.ts'

export interface GenerateReport {
  /** How many generated files there are. */
  files: number
  /** In check mode: files that are not what they would be now. */
  stale: string[]
  /** Why some could not be made. */
  skipped?: string
}

/** Writes every generated file of the repository, or only says which are stale. */
export async function generate(root: string, { check }: { check: boolean }): Promise<GenerateReport> {
  const stale = await generateProxmox({ check })
  // These read the tables when they are loaded, so not before they are written.
  const { apiDocuments } = await import('./generate-api-documents.ts')
  const { drawSimulatorAnswers } = await import('./draw-simulator-answers.ts')
  const { drawCoverage } = await import('./coverage.ts')
  const own = [
    drawHouse(root),
    drawErrors(),
    drawSimulatorAnswers(),
    drawCoverage(root),
    ...apiDocuments(),
    ...ownApi(root),
  ]
  for (const { path, text } of own) {
    const file = join(root, path)
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue
    stale.push(path)
    if (check) continue
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return { files: own.length, stale }
}

if (import.meta.main) {
  const { stale } = await generate(new URL('..', import.meta.url).pathname, { check: process.argv.includes('--check') })
  console.log(stale.length === 0 ? 'Everything is fresh.' : stale.join('\n'))
  if (process.argv.includes('--check') && stale.length > 0) process.exitCode = 1
}
