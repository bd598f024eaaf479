import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startChild } from './child.ts'
import type { EstateAnswers, EstateQuestion } from './estate.ts'

/** How long commands take, from the start of the process to its end: `pulse api get /version` against a local host … */
export interface CommandStart {
  /** The first start of all: nothing is compiled yet. */
  firstMs: number
  /** Median of the following ones. */
  nextMs: number
  /** … and all OpenAPI and Postman documents of both products, one command after the other. */
  documentsMs: number
}

const program = join(import.meta.dirname, '../packages/cli/bin/pulse.js')

export async function measureCommandStart(starts: number): Promise<CommandStart> {
  const folder = await mkdtemp(join(tmpdir(), 'pulse-start-'))
  const estate = startChild(join(import.meta.dirname, 'estate.ts'), ['1', '1', '1', '0'])
  try {
    const [host] = await estate.ask<EstateAnswers['connections']>({ ask: 'connections' } satisfies EstateQuestion)
    if (!host) throw new Error('The estate has no host')
    const environment = {
      HOME: folder,
      PVE_BASE_URL: host.url,
      PVE_TOKEN_ID: host.tokenId,
      PVE_TOKEN_SECRET: host.secret,
      PVE_FINGERPRINT: host.fingerprints.join(','),
    }
    const firstMs = await timeOfStart(environment)
    const nextMs: number[] = []
    for (let start = 0; start < starts; start++) nextMs.push(await timeOfStart(environment))
    nextMs.sort((a, b) => a - b)
    const home = { HOME: folder }
    const documents = [
      await timeOf(['documents', 'openapi', '-o', folder], home),
      await timeOf(['documents', 'postman', '-o', folder], home),
    ]
    const documentsMs = documents.reduce((sum, ms) => sum + ms, 0)
    return { firstMs, nextMs: nextMs[Math.floor(nextMs.length / 2)] ?? Number.NaN, documentsMs }
  } finally {
    await estate.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const timeOfStart = (env: Record<string, string>): Promise<number> => timeOf(['api', 'get', '/version'], env)

async function timeOf(words: readonly string[], env: Record<string, string>): Promise<number> {
  const startedAtMs = performance.now()
  const child = spawn(process.execPath, [program, ...words], { env, stdio: 'ignore' })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`pulse ${words.join(' ')} ended with ${code}`)
  return performance.now() - startedAtMs
}
