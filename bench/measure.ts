import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@pulse/contract'
import manifest from '../package.json' with { type: 'json' }
import { type Child, startChild } from './child.ts'
import { type AccessFigures, measureAccess } from './access.ts'
import { apiToken, clientHeaders } from './clients.ts'
import type { EstateAnswers, EstateQuestion } from './estate.ts'
import { type Goals, pollMs, upstreamLatencyMs } from './goals.ts'
import type { ProbeAnswers, ProbeQuestion } from './probe.ts'
import { socketBytes } from './socket-bytes.ts'
import { countGuests, type Encoding, getState, percentile, sleep, stateDurations } from './state-requests.ts'

/** How long to look. */
export interface Windows {
  starts: number
  warmUpMs: number
  /** Of the server without backups, of which only the state is asked. */
  leanWarmUpMs: number
  idleMs: number
  stateMs: number
  socketMs: number
  accessMs: number
}

export interface Figures {
  fullPictureMs: number
  requestsPerSecond: number
  requestsByPath: Readonly<Record<string, number>>
  cpuMicrosecondsPerGuestPoll: number
  memoryBytes: number
  memoryAskedBytes: number
  stateFirstMs: number
  state: StateFigures
  stateWithoutBackups: StateFigures
  compressedRatio: Readonly<Record<Exclude<Encoding, 'identity'>, number>>
  snapshotBytes: number
  socketBytesPerMinute: number
  loopDelayP99Ms: number
  loopDelayMostMs: number
  access: AccessFigures
}

/** Of `GET /api/state`. */
export interface StateFigures {
  p50Ms: number
  p99Ms: number
  gzipP99Ms: number
  bytes: number
}

const here = import.meta.dirname
/** What `npm run pulse` starts: node, flags of node, program. */
const command = manifest.scripts.pulse.split(' ')
const program = join(here, '..', command.at(-1) ?? '')
const nodeFlags = command.slice(1, -1)

/** Starts estate and server in processes of their own, measures, and ends both. */
export async function measure(goals: Goals, windows: Windows, say: (text: string) => void): Promise<Figures> {
  const { clusters, nodes, guests } = goals
  const estate = startChild(join(here, 'estate.ts'), [clusters, nodes, guests, upstreamLatencyMs].map(String))
  try {
    const connections = await askEstate(estate, 'connections')
    const watched = await configured(connections, guests, {}, async (dataDir) => {
      const fullPictureMs = await medianStart(dataDir, windows.starts, guests)
      say(`  full picture after ${Math.round(fullPictureMs)} ms`)
      // A fresh one, for nobody has asked it for anything yet.
      const figures = await withServer(dataDir, (server) => watch(server, estate, guests, windows, say))
      return { fullPictureMs, ...figures }
    })
    const clustersOnly = connections.filter(({ product }) => product === 'pve')
    const stateWithoutBackups = await configured(clustersOnly, guests, { monitorBackups: false }, (dataDir) =>
      withServer(dataDir, async (server) => {
        await untilFull(server, guests)
        await sleep(windows.leanWarmUpMs)
        return askForState(server.port, windows.stateMs)
      }),
    )
    say(`  /api/state p99 ${stateWithoutBackups.p99Ms.toFixed(1)} ms without backups`)
    return { ...watched, stateWithoutBackups }
  } finally {
    await estate.stop()
  }
}

async function medianStart(dataDir: string, times: number, guests: number): Promise<number> {
  const starts: number[] = []
  for (let i = 0; i < times; i++) starts.push(await withServer(dataDir, (server) => untilFull(server, guests)))
  starts.sort((a, b) => a - b)
  return starts[Math.floor(starts.length / 2)] ?? Number.NaN
}

interface Server {
  child: Child
  port: number
}

async function startServer(dataDir: string): Promise<Server> {
  const port = await freePort()
  const probe = `--import=${new URL('probe.ts', import.meta.url).href}`
  return {
    port,
    child: startChild(program, ['serve', '--port', String(port), '--data-dir', dataDir], [...nodeFlags, probe], {
      API_TOKEN: apiToken,
      PULSE_AUTH_USER: 'ada',
      // By bcrypt, so that no start has to hash it first.
      PULSE_AUTH_PASS: '$2b$12$7fwcObbH8DCw2HXiOudiB.NH0zPAbcn7bl1OPKTHvwMKU79xjxdGy',
      PULSE_TRUSTED_PROXIES: '127.0.0.1',
    }),
  }
}

async function withServer<T>(dataDir: string, use: (server: Server) => Promise<T>): Promise<T> {
  const server = await startServer(dataDir)
  try {
    return await use(server)
  } finally {
    await server.child.stop()
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || address === null) throw new Error('No free port')
  return address.port
}

/** Adds the connections as a user would, so that each later start in the folder finds them. */
async function configured<T>(
  connections: EstateAnswers['connections'],
  guests: number,
  flags: { monitorBackups?: boolean },
  use: (dataDir: string) => Promise<T>,
): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'pulse-bench-'))
  try {
    await withServer(dataDir, async (server) => {
      await untilUp(server)
      const call = createClient(`http://127.0.0.1:${server.port}`, (url, init) =>
        fetch(url, { ...init, headers: { ...init.headers, ...clientHeaders() } }),
      )
      for (const { name, product, url, fingerprints, tokenId, secret } of connections) {
        const fingerprint = fingerprints.join(',')
        await call('POST /api/config/nodes', {
          body: { type: product, name, host: url, tokenName: tokenId, tokenValue: secret, fingerprint, ...flags },
        })
      }
      await untilFull(server, guests)
    })
    return await use(dataDir)
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

const patienceMs = 60_000

async function untilUp({ port, child }: Server): Promise<void> {
  while (performance.now() - child.startedAtMs < patienceMs) {
    try {
      await getState(port, 'identity')
      return
    } catch {
      await sleep(20)
    }
  }
  throw new Error('The server did not start')
}

/** Milliseconds from the start of the process until every guest is in the state. Nothing is kept, so all is fresh. */
async function untilFull(server: Server, guests: number): Promise<number> {
  await untilUp(server)
  let seen = 0
  while (performance.now() - server.child.startedAtMs < patienceMs) {
    seen = await countGuests(server.port)
    if (seen >= guests) return performance.now() - server.child.startedAtMs
    await sleep(25)
  }
  throw new Error(`Only ${seen} of ${guests} guests are there after a minute`)
}

async function watch(
  server: Server,
  estate: Child,
  guests: number,
  windows: Windows,
  say: (text: string) => void,
): Promise<Omit<Figures, 'fullPictureMs' | 'stateWithoutBackups'>> {
  await sleep(windows.warmUpMs)
  const [requestsBefore, before] = [await askEstate(estate, 'requests'), await askProbe(server, 'figures')]
  await sleep(windows.idleMs)
  const [requestsAfter, after] = [await askEstate(estate, 'requests'), await askProbe(server, 'figures')]
  const polls = windows.idleMs / pollMs
  const cpuMicrosecondsPerGuestPoll = (after.cpuMicroseconds - before.cpuMicroseconds) / guests / polls
  say(`  at rest ${cpuMicrosecondsPerGuestPoll.toFixed(1)} µs CPU per guest and poll`)

  await server.child.ask<true>({ ask: 'watch-loop' } satisfies ProbeQuestion)
  const { ms: stateFirstMs } = await getState(server.port, 'identity')
  const state = await askForState(server.port, windows.stateMs)
  const loop = await askProbe(server, 'loop-delay')
  const asked = await askProbe(server, 'figures')
  say(`  /api/state p99 ${state.p99Ms.toFixed(1)} ms`)

  const ratio = async (encoding: Encoding): Promise<number> =>
    (await getState(server.port, encoding)).bytes / state.bytes
  const compressedRatio = { gzip: await ratio('gzip'), br: await ratio('br'), zstd: await ratio('zstd') }
  const { snapshotBytes, bytesPerMinute } = await socketBytes(server.port, windows.socketMs)
  const access = await measureAccess(server.port, windows.accessMs, {
    watchLoop: () => server.child.ask<true>({ ask: 'watch-loop' } satisfies ProbeQuestion),
    loopDelay: () => askProbe(server, 'loop-delay'),
  })
  say(`  small authenticated GET p99 ${access.smallP99Ms.toFixed(1)} ms`)
  return {
    requestsPerSecond: ((requestsAfter.count - requestsBefore.count) / windows.idleMs) * 1000,
    requestsByPath: difference(requestsBefore.byPath, requestsAfter.byPath),
    cpuMicrosecondsPerGuestPoll,
    memoryBytes: after.rssBytes,
    memoryAskedBytes: asked.rssBytes,
    stateFirstMs,
    state,
    compressedRatio,
    snapshotBytes,
    socketBytesPerMinute: bytesPerMinute,
    loopDelayP99Ms: loop.p99Ms,
    loopDelayMostMs: loop.mostMs,
    access,
  }
}

async function askForState(port: number, forMs: number): Promise<StateFigures> {
  const plain = await steadyDurations(port, 'identity', forMs / 2)
  const gzip = await steadyDurations(port, 'gzip', forMs / 2)
  const { bytes } = await getState(port, 'identity')
  return {
    p50Ms: percentile(plain, 0.5),
    p99Ms: percentile(plain, 0.99),
    gzipP99Ms: percentile(gzip, 0.99),
    bytes,
  }
}

/** Ten requests a second. The first seconds do not count: they are another figure. */
async function steadyDurations(port: number, encoding: Encoding, forMs: number): Promise<number[]> {
  await stateDurations(port, { perSecond: 10, forMs: 3000, encoding })
  return stateDurations(port, { perSecond: 10, forMs, encoding })
}

function difference(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): Record<string, number> {
  const more = Object.entries(after).map(([path, count]) => [path, count - (before[path] ?? 0)] as const)
  return Object.fromEntries(more.filter(([, count]) => count > 0).sort(([, a], [, b]) => b - a))
}

const askEstate = <Q extends EstateQuestion['ask']>(estate: Child, ask: Q): Promise<EstateAnswers[Q]> =>
  estate.ask<EstateAnswers[Q]>({ ask })

const askProbe = <Q extends keyof ProbeAnswers>(server: Server, ask: Q): Promise<ProbeAnswers[Q]> =>
  server.child.ask<ProbeAnswers[Q]>({ ask } satisfies { ask: ProbeQuestion['ask'] })
