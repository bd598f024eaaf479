import { DiagnosticsShape } from '@pulse/contract'
import { Compile } from 'typebox/compile'
import { expect, it } from 'vitest'
import { machineFacts } from './machine-facts.ts'

it('the machine is described in the documented form', () => {
  const facts = machineFacts()
  expect(Compile(DiagnosticsShape.properties.system).Check(facts)).toBe(true)
  expect(facts.goVersion).toBe(process.version)
  expect(facts.arch).not.toBe('x64')
  expect(facts.numCPU).toBeGreaterThan(0)
  expect(facts.memoryMB).toBeGreaterThan(10)
})
