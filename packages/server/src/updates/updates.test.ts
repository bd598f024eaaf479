import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { endpoints } from '@pulse/contract'
import { Compile } from 'typebox/compile'
import { afterEach, describe, expect, it } from 'vitest'
import { createOutbound, ManualClock, readNetworks, silentLog } from '../platform/platform.ts'
import { createUpdates, type Updates, type UpdatesOptions } from './updates.ts'

const startAt = Date.UTC(2026, 0, 15, 10)
const minute = 60_000

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

interface Source {
  url: string
  /** Method, path and some headers of what was asked. */
  asked: string[]
  connections: () => number
}

/** A source of releases that really listens. */
async function source(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Source> {
  const asked: string[] = []
  let connections = 0
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.accept} ${request.headers['user-agent']}`)
    answer(request, response)
  })
  server.on('connection', () => connections++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/repos/example/pulse`, asked, connections: () => connections }
}

const latest = {
  tag_name: 'v4.4.0',
  body: 'Faster.',
  published_at: '2025-08-17T00:00:00Z',
  prerelease: false,
  assets: [{ name: 'pulse-v4.4.0-linux-amd64.tar.gz', browser_download_url: 'https://example.org/pulse.tar.gz' }],
}
const json = (value: unknown) => (_: unknown, response: ServerResponse) => void response.end(JSON.stringify(value))

function updatesOf(more: Partial<UpdatesOptions> = {}): { updates: Updates; clock: ManualClock } {
  const clock = new ManualClock(startAt)
  const policy = () => ({ allowPrivate: true, allowed: readNetworks(['127.0.0.1']) })
  const updates = createUpdates({
    clock,
    log: silentLog,
    outbound: createOutbound({ policy }),
    version: '4.3.8',
    deploymentType: 'manual',
    architecture: 'amd64',
    ...more,
  })
  return { updates, clock }
}

const output = Compile(endpoints['GET /api/updates/check'].output)

describe('a check', () => {
  it('asks for the latest release and tells all of it that is documented', async () => {
    const { url, asked } = await source(json(latest))
    const { updates } = updatesOf()
    const answer = await updates.check({ source: `${url}/`, channel: 'stable' })
    expect(answer).toEqual({
      available: true,
      currentVersion: '4.3.8',
      latestVersion: 'v4.4.0',
      releaseNotes: 'Faster.',
      releaseDate: '2025-08-17T00:00:00.000Z',
      downloadUrl: 'https://example.org/pulse.tar.gz',
      isPrerelease: false,
      deploymentType: 'manual',
      instructions: 'Get the new release, run npm ci in its folder and start it again with the same data directory.',
      channel: 'stable',
      reason: null,
      checkedAt: '2026-01-15T10:00:00.000Z',
    })
    expect(output.Check(answer)).toBe(true)
    expect(asked).toEqual([
      'GET /repos/example/pulse/releases/latest application/vnd.github.v3+json Pulse-Update-Checker',
    ])
  })

  it('of release candidates takes the first of the list', async () => {
    const { url, asked } = await source(json([{ tag_name: 'v4.4.0-rc.2', prerelease: true }, latest]))
    const answer = await updatesOf({ version: '4.4.0-rc.1' }).updates.check({ source: url, channel: 'rc' })
    expect(answer).toMatchObject({
      available: true,
      latestVersion: 'v4.4.0-rc.2',
      isPrerelease: true,
      releaseNotes: '',
      releaseDate: null,
      downloadUrl: '',
      channel: 'rc',
    })
    expect(asked[0]).toMatch(/^GET \/repos\/example\/pulse\/releases\?/)
  })

  it.each(['4.4.0', 'v4.4.0', '4.4.1', '5.0.0-rc.1'])('finds nothing new for %s', async (version) => {
    const { url } = await source(json(latest))
    expect((await updatesOf({ version }).updates.check({ source: url, channel: 'stable' })).available).toBe(false)
  })

  it('with the source off asks nobody', async () => {
    const outbound = { send: () => expect.fail('somebody was asked') }
    const answer = await updatesOf({ outbound }).updates.check({ source: 'off', channel: 'rc' })
    expect(answer).toMatchObject({
      available: false,
      currentVersion: '4.3.8',
      latestVersion: '4.3.8',
      releaseNotes: '',
      releaseDate: null,
      downloadUrl: '',
      channel: 'rc',
      reason: 'off',
      checkedAt: null,
    })
    expect(output.Check(answer)).toBe(true)
  })
})

describe('answers', () => {
  it('are kept for five minutes, by source and channel', async () => {
    const [one, other] = [await source(json(latest)), await source(json(latest))]
    const { updates, clock } = updatesOf()
    const check = (url: string, channel: 'stable' | 'rc' = 'stable') => updates.check({ source: url, channel })
    await Promise.all([check(one.url), check(one.url), check(one.url)])
    await clock.advance(5 * minute - 1)
    expect((await check(one.url)).checkedAt).toBe('2026-01-15T10:00:00.000Z')
    expect(one.asked).toHaveLength(1)
    await clock.advance(1)
    expect((await check(one.url)).checkedAt).toBe('2026-01-15T10:05:00.000Z')
    await check(one.url, 'rc')
    expect(one.asked).toHaveLength(3)
    await check(other.url)
    expect(other.asked).toHaveLength(1)
  })

  it('that are failures are kept for a minute', async () => {
    const answers = [500, 200]
    const { url, asked } = await source((_, response) =>
      response.writeHead(answers.shift() ?? 0).end(JSON.stringify(latest)),
    )
    const { updates, clock } = updatesOf()
    const check = () => updates.check({ source: url, channel: 'stable' })
    await expect(check()).rejects.toThrow('status 500')
    await clock.advance(minute - 1)
    await expect(check()).rejects.toThrow('status 500')
    expect(asked).toHaveLength(1)
    await clock.advance(1)
    expect((await check()).available).toBe(true)
  })
})

describe('failures', () => {
  it.each<[string, (request: IncomingMessage, response: ServerResponse) => void, string]>([
    [
      'no repository',
      (_, response) => response.writeHead(404).end(),
      'there is no such repository, or it has no release',
    ],
    ['a limit', (_, response) => response.writeHead(403).end(), 'the source of releases wants to be asked less often'],
    ['a failure', (_, response) => response.writeHead(502).end(), 'the source of releases answered with status 502'],
    ['a page', (_, response) => response.end('<html>'), 'the answer names no release'],
    ['an empty list', json([]), 'the answer names no release'],
    [
      'an odd name',
      json({ ...latest, tag_name: 'nightly' }),
      'the latest release has no version that could be compared',
    ],
    ['a hang-up', (_, response) => response.socket?.destroy(), 'the source of releases gave no answer'],
    ['more than 1 MiB', json({ ...latest, body: 'x'.repeat(1024 * 1024) }), 'the answer is too large'],
    [
      'a redirect',
      (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      'the host sends us to another address: enter that one',
    ],
  ])('%s', async (_, answer, reason) => {
    const { url, connections } = await source(answer)
    await expect(updatesOf().updates.check({ source: url, channel: 'stable' })).rejects.toMatchObject({
      code: 'updates.failed',
      message: `Failed to check for updates: ${reason}`,
    })
    expect(connections()).toBe(1)
  })

  it.each([
    ['http://169.254.169.254/repos/o/n', 'the address leads to a network that may not be asked from here'],
    ['http://[::1]:9/repos/o/n', 'the address leads to a network that may not be asked from here'],
    ['http://127.0.0.1:1/repos/o/n', 'the source of releases gave no answer'],
    ['file:///etc/passwd', 'the address must begin with http:// or https://, name a host, and hold no user name'],
  ])('a source at %s', async (address, reason) => {
    await expect(updatesOf().updates.check({ source: address, channel: 'stable' })).rejects.toMatchObject({
      code: 'updates.failed',
      message: `Failed to check for updates: ${reason}`,
    })
  })

  it('a version of our own that is none', async () => {
    const { url } = await source(json(latest))
    await expect(updatesOf({ version: 'abc1234' }).updates.check({ source: url, channel: 'stable' })).rejects.toThrow(
      'Failed to check for updates: this server has no version that could be compared',
    )
  })

  it('say nothing of what is inside', async () => {
    const outbound = { send: () => Promise.reject(new Error('/etc/passwd is read by hunter2')) }
    await expect(updatesOf({ outbound }).updates.check({ source: 'http://x/y', channel: 'stable' })).rejects.toThrow(
      /^Failed to check for updates: an unexpected error occurred$/,
    )
  })
})

describe('an update', () => {
  it.each([
    ['docker', /docker compose pull/],
    ['proxmoxve', /type: update$/],
    ['systemd', /install script/],
    ['manual', /npm ci/],
  ])('of %s is done by people', (deploymentType, instructions) => {
    const { updates } = updatesOf({ deploymentType })
    expect(updates.apply()).toEqual({
      status: 'manual',
      message: expect.stringMatching(/^Pulse never replaces itself\. /),
      deploymentType,
      instructions: expect.stringMatching(instructions),
    })
    expect(updates.status()).toEqual({
      status: 'idle',
      progress: 0,
      message: '',
      updatedAt: '2026-01-15T10:00:00.000Z',
    })
  })
})
