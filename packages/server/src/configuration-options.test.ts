import { expect, it } from 'vitest'
import { readConfigurationOptions } from './configuration-options.ts'

const read = (environment: Record<string, string>, config?: string) => {
  const { file, initial } = readConfigurationOptions({ config }, (name) => environment[name])
  if (!initial) return { file }
  const { passphrase } = initial
  const from = initial.kind === 'file' ? initial.path : initial.data.reveal()
  return { file, initial: [initial.kind, from, passphrase?.reveal()] }
}

it.each<[string, Record<string, string>, string | undefined, object]>([
  ['nothing', {}, undefined, { file: undefined }],
  ['a file', { PULSE_CONFIG_FILE: '/etc/pulse.yaml' }, undefined, { file: '/etc/pulse.yaml' }],
  ['an option, which wins', { PULSE_CONFIG_FILE: '/etc/pulse.yaml' }, 'mine.yaml', { file: 'mine.yaml' }],
  [
    'an export',
    { PULSE_INIT_CONFIG_DATA: 'abc', PULSE_INIT_CONFIG_PASSPHRASE: 'fake' },
    undefined,
    { file: undefined, initial: ['data', 'abc', 'fake'] },
  ],
  [
    'an export in a file, which wins',
    { PULSE_INIT_CONFIG_DATA: 'abc', PULSE_INIT_CONFIG_FILE: '/x' },
    undefined,
    { file: undefined, initial: ['file', '/x', undefined] },
  ],
])('configuration that is given: %s', (_, environment, config, expected) => {
  expect(read(environment, config)).toEqual(expected)
})
