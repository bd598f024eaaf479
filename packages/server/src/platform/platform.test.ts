import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { backoffMs, ManualClock, randomId, Secret } from './platform.ts'

describe('manual clock', () => {
  it('runs due timers in order, each at its own instant', async () => {
    const clock = new ManualClock(1000)
    const seen: string[] = []
    clock.after(20, () => seen.push(`b ${clock.now()}`))
    clock.after(10, () => {
      seen.push(`a ${clock.now()}`)
      clock.after(5, () => seen.push(`a+5 ${clock.now()}`))
    })
    clock.after(99, () => seen.push('late'))
    await clock.advance(30)
    expect(seen).toEqual(['a 1010', 'a+5 1015', 'b 1020'])
    expect(clock.now()).toBe(1030)
    expect(clock.nextDueMs()).toBe(69)
  })

  it('cancels, and a jump of the wall clock moves no timer', async () => {
    const clock = new ManualClock(0)
    let ran = 0
    clock.after(10, () => ran++)()
    clock.after(10, () => ran++)
    clock.jump(3_600_000)
    await clock.advance(9)
    expect(ran).toBe(0)
    await clock.advance(1)
    expect([ran, clock.now()]).toEqual([1, 3_600_010])
  })
})

describe('secret', () => {
  it('shows nowhere but when revealed', () => {
    const secret = new Secret('hunter2')
    const shown = `${String(secret)} ${JSON.stringify({ secret })} ${inspect({ secret }, { depth: 9 })} ${String(new Error(String(secret)))}`
    expect(shown).not.toContain('hunter2')
    expect(secret.reveal()).toBe('hunter2')
  })
})

describe('back-off', () => {
  it.each([
    [0, 0],
    [1, 1000],
    [2, 2000],
    [3, 4000],
    [9, 60_000],
    [1e6, 60_000],
  ])('after %i failures waits %i ms', (failures, expected) => {
    expect(backoffMs(failures, 1000, 60_000)).toBe(expected)
  })
})

describe('random id', () => {
  it('is made of letters that nobody confuses', () => {
    for (let i = 0; i < 100; i++) expect(randomId(12)).toMatch(/^[a-km-np-z2-9]{12}$/)
  })
})
