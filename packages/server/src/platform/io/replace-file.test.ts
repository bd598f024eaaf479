import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { replaceFile } from './replace-file.ts'

let directory = ''
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pulse-replace-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

it('makes a file for this user alone, and replaces it', async () => {
  const path = join(directory, 'file')
  await replaceFile(path, 'one\n')
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['one\n', 0o600])
  // What a sudden stop has left does not matter.
  writeFileSync(`${path}.new`, 'half of something that was much longer')
  await replaceFile(path, 'two\n')
  expect([readFileSync(path, 'utf8'), readdirSync(directory)]).toEqual(['two\n', ['file']])
})

it('leaves nothing behind where it fails', async () => {
  const path = join(directory, 'folder')
  mkdirSync(path)
  writeFileSync(join(path, 'x'), '')
  await expect(replaceFile(path, 'text')).rejects.toMatchObject({ syscall: 'rename' })
  expect(readdirSync(directory)).toEqual(['folder'])
  await expect(replaceFile(join(directory, 'none', 'file'), 'text')).rejects.toMatchObject({ code: 'ENOENT' })
})
