import { describe, expect, it } from 'vitest'
import { boundedHasher, type Hasher } from './hasher.ts'
import { bcryptHasher } from './io/bcrypt.ts'
import { outcome } from './test/opened.ts'

/** Ends what it is at when it is told to. */
class StandingHasher implements Hasher {
  readonly #waiting: (() => void)[] = []
  readonly begun: string[] = []

  hash(): Promise<string> {
    return Promise.resolve('')
  }

  verify(password: string): Promise<boolean> {
    this.begun.push(password)
    return new Promise((resolve) => void this.#waiting.push(() => resolve(true)))
  }

  async finishOne(): Promise<void> {
    await new Promise((resolve) => void setImmediate(resolve))
    this.#waiting.shift()?.()
    await new Promise((resolve) => void setImmediate(resolve))
  }
}

describe('hashing', () => {
  it('is done for two at once; thirty may wait, and who is known goes first', async () => {
    const standing = new StandingHasher()
    const bounded = boundedHasher(standing)
    const checks = Array.from({ length: 40 }, (_, at) => outcome(bounded.verify(`stranger ${at}`, '', false)))
    const known = outcome(bounded.verify('known', '', true))
    await standing.finishOne()
    expect(standing.begun).toEqual(['stranger 0', 'stranger 1', 'known'])
    for (let i = 0; i < 40; i++) await standing.finishOne()
    expect(await known).toBe('in')
    const answers = await Promise.all(checks)
    expect(answers.slice(0, 32)).toEqual(Array.from({ length: 32 }, () => 'in'))
    expect(answers.slice(32)).toEqual(Array.from({ length: 8 }, () => 'request.throttled'))
  })

  it('of the documented cost does not hold up the event loop', async () => {
    const bounded = boundedHasher(bcryptHasher())
    const hash = await bounded.hash('engine No. 1')
    expect(hash).toMatch(/^\$2b\$12\$/)
    let turns = 0
    const count = (): void => {
      turns++
      turning = setImmediate(count)
    }
    let turning = setImmediate(count)
    expect(await bounded.verify('engine No. 1', hash, false)).toBe(true)
    clearImmediate(turning)
    // On the event loop it would have been none.
    expect(turns).toBeGreaterThan(10)
  })
})
