import type { AuditEvent } from '@pulse/contract'
import type { Clock, Log } from '../platform/platform.ts'
import { addressBlock } from './address-block.ts'
import { auditLine, type ChainHead, chainStart, nextHead, readAuditLine } from './audit-line.ts'
import {
  type AuditFile,
  auditFingerprint,
  auditLines,
  auditLinesBackwards,
  auditPaths,
  openAuditFile,
} from './io/audit-files.ts'
import type { AuditEntry } from './security.ts'
import { slidingWindow } from './sliding-window.ts'

export interface AuditTrail {
  /** Notes an event; never fails and never waits. Written in order, beside the event loop. */
  note(entry: AuditEntry): void
  events(query: { before?: number; limit?: number; event?: string }): Promise<AuditPage>
  /** Everything noted so far is written, or the disk does not take it. */
  flushed(): Promise<void>
  close(): Promise<void>
}

export interface AuditPage {
  /** Newest first. */
  events: readonly AuditEvent[]
  nextBefore: number | null
  intact: boolean
}

const rotateAtBytes = 10_000_000
const usualLimit = 100
const linesAtOnce = 100
/** While the disk takes nothing; more are lost, and their number is noted. */
const mostQueued = 10_000
const retryMs = 5_000
/** Of failures of one kind from one place: a flood must not push the rest out of the trail. */
const failuresAMinute = 20
/** Of failures of one kind from all places together: many of them fill no more than some megabytes a day. */
const failuresAnHour = 300
/** What a failure says of itself, strangers have written. */
const longestOfFailure = 200

export interface AuditTrailOptions {
  directory: string
  clock: Clock
  log: Log
  rotateAtBytes?: number
}

export async function openAuditTrail(options: AuditTrailOptions): Promise<AuditTrail> {
  const { directory, clock, log } = options
  const state = await begin(directory, log)
  const queue: { entry: AuditEntry; at: number }[] = []
  const isFlood = floodCheck(clock)
  let [held, lost] = [0, 0]
  let working: Promise<void> | undefined
  let cancelRetry = (): void => {}
  let isBroken = false
  const intact = intactCheck(directory)

  const push = (entry: AuditEntry): void => {
    if (queue.length >= mostQueued) lost++
    else queue.push({ entry, at: clock.now() })
  }
  const write = async (file: AuditFile): Promise<void> => {
    while (queue.length > 0) {
      const batch = queue.slice(0, linesAtOnce)
      let head = state.head
      let text = ''
      for (const { entry, at } of batch) {
        const line = auditLine(entry, at, head)
        head = line.head
        text += `${line.text}\n`
      }
      await file.append(text)
      queue.splice(0, batch.length)
      state.head = head
      isBroken = false
      if (lost > 0) {
        push(ownEvent('audit_lost', false, `${lost} events could not be written`))
        lost = 0
      }
      if (file.bytes >= (options.rotateAtBytes ?? rotateAtBytes)) await file.rotate()
    }
  }
  const work = async (): Promise<void> => {
    cancelRetry()
    try {
      state.file ??= await openAuditFile(directory)
      await write(state.file)
    } catch (error) {
      if (!isBroken) log.warn({ error }, 'the audit trail cannot be written; it is tried again')
      isBroken = true
      cancelRetry = clock.after(retryMs, begun)
    }
  }
  const begun = (): void => {
    working ??= work().finally(() => {
      working = undefined
      // Noted while the last batch was being finished.
      if (queue.length > 0 && !isBroken) begun()
    })
  }
  const flushed = async (): Promise<void> => {
    begun()
    await working
  }

  if (state.repaired) push(ownEvent('audit_repaired', true, 'A line that a sudden stop had cut off was removed'))
  if (queue.length > 0) begun()
  return {
    note(entry) {
      if (!entry.success && isFlood(entry)) {
        held++
        return
      }
      const details = held > 0 ? `${entry.details} (${notNoted(held)})` : entry.details
      held = 0
      const noted = { ...(entry.success ? entry : shortened(entry)), details }
      push(noted)
      if (entry.success) log.info({ ...noted }, 'security audit event')
      else log.warn({ ...noted }, 'security audit event')
      begun()
    },
    async events(query) {
      await flushed()
      const [page, whole] = [await pageOf(directory, query), await intact()]
      return { ...page, intact: whole }
    },
    flushed,
    async close() {
      if (held > 0) push(ownEvent('audit_held', false, notNoted(held)))
      held = 0
      await flushed()
      cancelRetry()
    },
  }
}

/** Takes a turn for a failure: is it one of too many? */
function floodCheck(clock: Clock): (entry: AuditEntry) => boolean {
  const ofPlace = slidingWindow(clock, failuresAMinute, 60_000)
  const inAll = slidingWindow(clock, failuresAnHour, 3_600_000)
  return ({ event, ip }) => ofPlace.take(`${event} ${addressBlock(ip)}`) > 0 || inAll.take(event) > 0
}

function shortened(entry: AuditEntry): AuditEntry {
  const { user, path } = entry
  return { ...entry, user: user.slice(0, longestOfFailure), path: path.slice(0, longestOfFailure) }
}

const notNoted = (count: number): string => `${count} more failures were not noted`

/** An event that nobody caused. */
const ownEvent = (event: string, success: boolean, details: string): AuditEntry => ({
  event,
  success,
  user: '',
  ip: '',
  path: '',
  details,
})

interface Beginning {
  head: ChainHead
  repaired: boolean
  /** Undefined while it cannot be opened. */
  file: AuditFile | undefined
}

async function begin(directory: string, log: Log): Promise<Beginning> {
  try {
    const file = await openAuditFile(directory)
    return { head: await lastHead(directory), repaired: file.repaired, file }
  } catch (error) {
    log.warn({ error }, 'the audit trail cannot be opened; it is tried again')
    return { head: await lastHead(directory).catch(() => chainStart), repaired: false, file: undefined }
  }
}

/** Of the newest line that is one; a line that somebody spoilt stays, for all to see. */
async function lastHead(directory: string): Promise<ChainHead> {
  for (const path of auditPaths(directory).toReversed()) {
    for await (const lines of auditLinesBackwards(path)) {
      for (const line of lines) {
        const head = nextHead(line, undefined)
        if (head) return head
      }
    }
  }
  return chainStart
}

async function pageOf(
  directory: string,
  {
    before = Number.POSITIVE_INFINITY,
    limit = usualLimit,
    event: kind,
  }: { before?: number; limit?: number; event?: string },
): Promise<Omit<AuditPage, 'intact'>> {
  const events: AuditEvent[] = []
  for (const path of auditPaths(directory).toReversed()) {
    for await (const lines of auditLinesBackwards(path)) {
      for (const line of lines) {
        const event = readAuditLine(line)
        if (!event || event.sequence >= before || (kind !== undefined && event.event !== kind)) continue
        // One more than wanted: there is a next page.
        if (events.length === limit) return { events, nextBefore: events.at(-1)?.sequence ?? null }
        events.push(event)
      }
    }
  }
  return { events, nextBefore: null }
}

export interface AuditVerdict {
  intact: boolean
  lines: number
  /** The first line that does not follow from those before it. */
  broken?: { path: string; line: number }
}

/** Follows the chain through all files of a data directory: was a line changed, taken out or put in? */
export async function verifyAuditTrail(directory: string): Promise<AuditVerdict> {
  let head: ChainHead | undefined
  let lines = 0
  for (const path of auditPaths(directory)) {
    let at = 0
    for await (const line of auditLines(path)) {
      at++
      lines++
      head = nextHead(line, head)
      if (!head) return { intact: false, lines, broken: { path, line: at } }
    }
  }
  return { intact: true, lines }
}

/** The same, but only when a file has changed since. */
function intactCheck(directory: string): () => Promise<boolean> {
  let known: { fingerprint: string; intact: boolean } | undefined
  return async () => {
    const fingerprint = await auditFingerprint(directory)
    if (known?.fingerprint !== fingerprint) known = { fingerprint, intact: (await verifyAuditTrail(directory)).intact }
    return known.intact
  }
}
