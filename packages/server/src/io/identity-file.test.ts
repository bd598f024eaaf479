import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { GuestIdentity } from '../inventory/inventory.ts'
import { type Log, ManualClock, silentLog } from '../platform/platform.ts'
import { openIdentityFile } from './identity-file.ts'

let folder = ''
let path = ''
const clock = new ManualClock(0)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pulse-identities-'))
  path = join(folder, 'identities.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

const second: GuestIdentity = {
  connectionId: 'pve-k3v9qmx2',
  vmid: 101,
  incarnation: 2,
  kind: 'qemu',
  name: 'web',
  creation: 'ctime 1700000000',
}

const saved = (): string => (existsSync(path) ? readFileSync(path, 'utf8') : '')

it('keeps identities over a restart, for the owner alone', async () => {
  const file = await openIdentityFile(path, clock, silentLog)
  expect(file.known).toEqual([])
  file.follow(() => [second])
  await file.close()
  expect((await openIdentityFile(path, clock, silentLog)).known).toEqual([second])
  expect(statSync(path).mode & 0o077).toBe(0)
  expect(readdirSync(folder)).toEqual(['identities.json'])
})

it('saves once a minute what changed, and nothing else', async () => {
  let current = [second]
  const file = await openIdentityFile(path, clock, silentLog)
  file.follow(() => current)
  await clock.advance(59_999)
  expect(readdirSync(folder)).toEqual([])
  await clock.advance(1)
  await expect.poll(saved).toContain('"incarnation":2')

  writeFileSync(path, 'not written again')
  await clock.advance(60_000)
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(saved()).toBe('not written again')
  current = [{ ...second, incarnation: 3 }]
  await clock.advance(60_000)
  await expect.poll(saved).toContain('"incarnation":3')
  await file.close()
  expect(clock.nextDueMs()).toBeUndefined()
})

it.each(['', '{', '[]', '{"format":"pulse-identities","version":1,"identities":[{"vmid":"x"}]}'])(
  'forgets %j with a warning',
  async (text) => {
    writeFileSync(path, text)
    const warnings: string[] = []
    const log: Log = { ...silentLog, warn: (_, message) => void warnings.push(message) }
    expect((await openIdentityFile(path, clock, log)).known).toEqual([])
    expect(warnings).toEqual(['the identities of guests are damaged and forgotten'])
  },
)

it('goes on where nothing can be written', async () => {
  const warnings: string[] = []
  const log: Log = { ...silentLog, warn: (_, message) => void warnings.push(message) }
  const file = await openIdentityFile(join(folder, 'gone', 'identities.json'), clock, log)
  file.follow(() => [second])
  await file.close()
  expect(warnings).toEqual(['the identities of guests could not be saved'])
})
