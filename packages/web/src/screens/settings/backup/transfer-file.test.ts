import { expect, test } from 'vitest'
import { checkImportText, exportFileName, exportFileText, largestFileBytes } from './transfer-file.ts'

test.each([
  [Date.UTC(2026, 10, 26, 12), 'Europe/Berlin', 'pulse-config-2026-11-26.json'],
  [Date.UTC(2026, 0, 1, 1), 'America/New_York', 'pulse-config-2025-12-31.json'],
])('%i in %s is %s', (at, zone, name) => expect(exportFileName(at, zone)).toBe(name))

test('a file of ours is one of the original', () => {
  expect(exportFileText('AQEB')).toBe('{\n  "status": "success",\n  "data": "AQEB"\n}\n')
  expect(checkImportText(exportFileText('AQEB'))).toBeUndefined()
})

test.each([
  ['base64 alone, as the command line of the original writes it', 'AQEBAQEB\nAgICAgL2ePMy=\n', undefined],
  ['nothing', ' \n', 'The file is empty.'],
  ['another object', '{"nodes":[]}', 'This is no export of Pulse.'],
  ['half an object', '{"status":"success","data":"AQ', 'This is no export of Pulse.'],
  ['a page', '<!doctype html><p>', 'This is no export of Pulse.'],
  [
    'a pulse.yaml',
    '# estate\nconnections:\n  - name: attic\n',
    'This looks like a pulse.yaml. Those are applied with pulse config apply.',
  ],
  ['far too much', 'A'.repeat(largestFileBytes + 1), 'The file is larger than any export of Pulse.'],
])('%s', (_, text, problem) => expect(checkImportText(text)).toBe(problem))
