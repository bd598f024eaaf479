import { expect, it } from 'vitest'
import { StartError, silentLog } from '../platform/platform.ts'
import { environmentOwner } from './environment-credentials.ts'
import { bcryptHasher } from './io/bcrypt.ts'

const hasher = bcryptHasher(4)
const start = '$2a$04$'
const ownerOf = (password: string, username = 'ada') =>
  environmentOwner({ username, password }, null, hasher, silentLog)

it('takes a hash as it is, with any of the prefixes', async () => {
  const made = await hasher.hash('engine No. 1')
  for (const prefix of ['$2a', '$2b', '$2y']) {
    const given = `${prefix}${made.slice(3)}`
    expect(await ownerOf(given)).toEqual({ username: 'ada', passwordHash: given })
    expect(await hasher.verify('engine No. 1', given)).toBe(true)
  }
})

it('hashes a plain password, and finds it again at the next start', async () => {
  const first = await ownerOf('engine No. 1')
  expect(first?.passwordHash).toMatch(/^\$2b\$04\$/)
  const again = (password: string) => environmentOwner({ username: 'ada', password }, first ?? null, hasher, silentLog)
  expect(await again('engine No. 1')).toEqual(first)
  expect((await again('engine No. 2'))?.passwordHash).not.toBe(first?.passwordHash)
})

it.each([
  [`${start}${'a'.repeat(48)}`, 'starts like a bcrypt hash, but has 55 characters instead of 60'],
  [`${start}${'a'.repeat(52)}`, 'starts like a bcrypt hash, but has 59 characters instead of 60'],
  ['$2', 'starts like a bcrypt hash, but has 2 characters instead of 60'],
  [`$2a$99$${'a'.repeat(53)}`, 'starts like a bcrypt hash, but is none'],
  ['$2b$31$yQBUBaT2lOBStEHS3nU8Z.pkwsTJOjM1PMtM1sPfBnpedjis22zxq', 'is a bcrypt hash of cost 31; at most 16'],
  ['x'.repeat(73), 'PULSE_AUTH_PASS must be at most 72 bytes'],
])('refuses %s', async (password, words) => {
  const refused = ownerOf(password)
  await expect(refused).rejects.toBeInstanceOf(StartError)
  await expect(refused).rejects.toThrow(words)
})

it('refuses a name that nobody could log in with', async () => {
  await expect(ownerOf('engine No. 1', 'a:b')).rejects.toThrow(
    'PULSE_AUTH_USER cannot be used. Username must not contain colons or control characters.',
  )
})
