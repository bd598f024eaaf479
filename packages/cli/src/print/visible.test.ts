import { describe, expect, it } from 'vitest'
import { quoted, visible } from './visible.ts'

describe('text of others', () => {
  it.each([
    ['plain', 'plain'],
    ['größe 東京 🚀', 'größe 東京 🚀'],
    ['a\nb\tc', String.raw`a\nb\tc`],
    ['\u001B[2Jgone', String.raw`\u{1b}[2Jgone`],
    ['\u0000\u007F\u009B', String.raw`\u{0}\u{7f}\u{9b}`],
    // Writes "txt.exe" from right to left.
    ['\u202Eexe.txt', String.raw`\u{202e}exe.txt`],
    ['\r\u2028\u2069\uFEFF', String.raw`\u{d}\u{2028}\u{2069}\u{feff}`],
  ])('%j is shown as %s', (text, shown) => {
    expect(visible(text)).toBe(shown)
  })

  it('is cut in messages', () => {
    expect(quoted(`  ${'x'.repeat(600)}\n`)).toBe(`${'x'.repeat(500)}…`)
  })
})
