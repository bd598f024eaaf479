import type { CallOutput, UpdateCheck } from '@pulse/contract'
import { AppError, type Clock, type Log, type Outbound, OutboundError } from '../platform/platform.ts'
import { updateInstructions } from './instructions.ts'
import { type Architecture, downloadUrl, plainNotes, publishedAt, readRelease, type Release } from './release.ts'
import { compareVersions, readVersion } from './version-order.ts'

export type { Architecture } from './release.ts'

export interface UpdateQuestion {
  /** Address of a repository in the form of the GitHub API, or `off`. */
  source: string
  channel: UpdateCheck['channel']
}

/** Is there a newer release, and how is this deployment updated? Nothing is ever replaced from here. */
export interface Updates {
  /**
   * Answers are kept for five minutes, failures for one; who asks meanwhile gets the same.
   *
   * @throws {AppError} `updates.failed`
   */
  check(question: UpdateQuestion): Promise<UpdateCheck>
  apply(): CallOutput<'POST /api/updates/apply'>
  status(): CallOutput<'GET /api/updates/status'>
}

export interface UpdatesOptions {
  clock: Clock
  log: Log
  outbound: Outbound
  /** Of this server. */
  version: string
  deploymentType: string
  architecture: Architecture
}

const answerMs = 5 * 60_000
const failureMs = 60_000

interface Kept {
  source: string
  /** On the monotonic clock; later than any time while the answer is awaited. */
  untilMs: number
  answer: Promise<UpdateCheck>
}

export function createUpdates(options: UpdatesOptions): Updates {
  const { clock, log, version, deploymentType } = options
  const deployment = { deploymentType, instructions: updateInstructions(deploymentType) }
  const startedAt = new Date(clock.now()).toISOString()
  const kept = new Map<UpdateQuestion['channel'], Kept>()

  const ask = (question: UpdateQuestion): Promise<UpdateCheck> => {
    const answer = latestRelease(question, options).then((release) => ({
      ...news(release, options),
      ...deployment,
      channel: question.channel,
      reason: null,
      checkedAt: new Date(clock.now()).toISOString(),
    }))
    const entry: Kept = { source: question.source, untilMs: Number.POSITIVE_INFINITY, answer }
    kept.set(question.channel, entry)
    answer.then(
      () => (entry.untilMs = clock.monotonicMs() + answerMs),
      (error: unknown) => {
        log.warn({ error }, 'no answer about updates')
        entry.untilMs = clock.monotonicMs() + failureMs
      },
    )
    return answer
  }

  return {
    async check(question) {
      if (question.source === 'off')
        return { ...nothingNew(version), ...deployment, channel: question.channel, reason: 'off', checkedAt: null }
      const last = kept.get(question.channel)
      const isFresh = last?.source === question.source && clock.monotonicMs() < last.untilMs
      return isFresh ? last.answer : ask(question)
    },
    apply: () => ({
      status: 'manual',
      message: `Pulse never replaces itself. ${deployment.instructions}`,
      ...deployment,
    }),
    status: () => ({ status: 'idle', progress: 0, message: '', updatedAt: startedAt }),
  }
}

type News = Omit<UpdateCheck, 'deploymentType' | 'instructions' | 'channel' | 'reason' | 'checkedAt'>

const nothingNew = (version: string): News => ({
  available: false,
  currentVersion: version,
  latestVersion: version,
  releaseNotes: '',
  releaseDate: null,
  downloadUrl: '',
  isPrerelease: false,
})

function news(release: Release, { version, architecture }: UpdatesOptions): News {
  const [latest, current] = [readVersion(release.tag_name), readVersion(version)]
  if (!current) throw failed('this server has no version that could be compared')
  if (!latest) throw failed('the latest release has no version that could be compared')
  return {
    available: compareVersions(latest, current) > 0,
    currentVersion: version,
    latestVersion: release.tag_name,
    releaseNotes: plainNotes(release.body ?? ''),
    releaseDate: publishedAt(release),
    downloadUrl: downloadUrl(release, architecture),
    isPrerelease: release.prerelease === true || latest.prerelease.length > 0,
  }
}

const headers = { accept: 'application/vnd.github.v3+json', 'user-agent': 'Pulse-Update-Checker' }

/** Only a few of a list: one that is complete can be larger than what is read. */
const paths = { stable: 'releases/latest', rc: 'releases?per_page=5' }

async function latestRelease({ source, channel }: UpdateQuestion, { outbound }: UpdatesOptions): Promise<Release> {
  const url = `${source.replace(/\/+$/, '')}/${paths[channel]}`
  const { status, body } = await outbound.send({ url, headers }).catch((error: unknown) => {
    throw failed(reasonOf(error), error)
  })
  if (status === 404) throw failed('there is no such repository, or it has no release')
  if (status === 403 || status === 429) throw failed('the source of releases wants to be asked less often')
  if (status !== 200) throw failed(`the source of releases answered with status ${status}`)
  const release = readRelease(body)
  if (!release) throw failed('the answer names no release')
  return release
}

/** What is wrong with the setting is told; of a host that gives no answer, not why. */
function reasonOf(error: unknown): string {
  if (!(error instanceof OutboundError)) return 'an unexpected error occurred'
  switch (error.kind) {
    case 'malformed':
    case 'not-allowed':
    case 'redirected':
    case 'too-large':
    case 'untrusted':
      return error.message
    case 'unresolved':
    case 'unreachable':
    case 'too-slow':
    case 'broken':
      return 'the source of releases gave no answer'
  }
}

const failed = (reason: string, cause?: unknown): AppError =>
  new AppError('updates.failed', `Failed to check for updates: ${reason}`, cause === undefined ? {} : { cause })
