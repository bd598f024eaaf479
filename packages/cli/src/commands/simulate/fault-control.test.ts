import { startSimulator, type Simulator } from '@pulse/simulator'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { FaultControl } from './fault-control.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'small', host: '127.0.0.1' })
})
afterAll(() => simulator.close())

it('does what each line says', () => {
  const control = new FaultControl(simulator)
  const isQuorate = (): boolean => simulator.estate.site('attic').quorate
  const talk: readonly (readonly [line: string, answer: RegExp | null, quorate: boolean])[] = [
    ['', /^$/, true],
    ['list', /^Nothing goes wrong\.$/, true],
    ['fault quorum-lost=attic', /^quorum-lost=attic has begun\.$/, false],
    ['fault hang=/version', /^hang=\/version has begun\.$/, false],
    // Twice the same is once.
    ['fault quorum-lost=attic', /has begun/, false],
    ['list', /^quorum-lost=attic\nhang=\/version$/, false],
    ['clear quorum-lost=attic', /^quorum-lost=attic has ended\.$/, true],
    ['clear quorum-lost=attic', /^There is no "quorum-lost=attic" now/, true],
    ['  clear  ', /^hang=\/version has ended\.$/, true],
    ['clear', /^Nothing goes wrong\.$/, true],
    ['fault nonsense', /^There is no fault "nonsense"; there are node-down/, true],
    ['fault', /^There is no fault ""/, true],
    ['what now', /^fault <fault>[\s\S]*quit/, true],
    ['quit', null, true],
  ]
  for (const [line, answer, quorate] of talk) {
    const said = control.obey(line)
    if (answer === null) expect(said, line).toBeNull()
    else expect(said, line).toMatch(answer)
    expect(isQuorate(), line).toBe(quorate)
  }
  expect(simulator.faults.list()).toEqual([])
})

it('says of a wrong fault at the start what is wrong', () => {
  const start = (): void => new FaultControl(simulator).start('node-down=attic/pve9')
  expect(start).toThrow(
    expect.objectContaining({
      kind: 'usage',
      message: 'There is no node of attic named "pve9"; there are pve1, pve2, pve3.',
    }) as Error,
  )
})
