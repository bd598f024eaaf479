import { describe, expect, it } from 'vitest'
import { downloadUrl, plainNotes, publishedAt, readRelease } from './release.ts'

const release = (more: object = {}) => ({ tag_name: 'v4.4.0', ...more })
const link = (name: string, browser_download_url = `https://example.org/${name}`) => ({ name, browser_download_url })

describe('a release', () => {
  it('is read from itself, or is the first of a list that is no draft', () => {
    expect(readRelease(JSON.stringify(release({ author: { login: 'x' } })))).toMatchObject({ tag_name: 'v4.4.0' })
    const list = [release({ draft: true }), release({ tag_name: 'v4.4.0-rc.2' }), release()]
    expect(readRelease(JSON.stringify(list))?.tag_name).toBe('v4.4.0-rc.2')
  })

  it.each(['', 'null', '[]', '{}', '<html>', '{"tag_name":7}', '{"tag_name":""}', '[{"tag_name":"v1"},7]', '"v4.4.0"'])(
    'is not %s',
    (text) => {
      expect(readRelease(text)).toBe(undefined)
    },
  )

  it('was published at some time, if it says when', () => {
    expect(publishedAt(release({ published_at: '2025-08-17T00:00:00Z' }))).toBe('2025-08-17T00:00:00.000Z')
    expect(publishedAt(release({ published_at: 'yesterday' }))).toBe(null)
    expect(publishedAt(release({ published_at: null }))).toBe(null)
  })
})

describe('the file to be fetched', () => {
  it.each([
    [['pulse-v4.4.0-linux-amd64.tar.gz', 'pulse-v4.4.0-linux-arm64.tar.gz'], 'pulse-v4.4.0-linux-arm64.tar.gz'],
    [['checksums.txt', 'pulse-v4.4.0-linux.tar.gz'], 'pulse-v4.4.0-linux.tar.gz'],
    [['pulse-v4.4.0-windows.zip'], ''],
    [[], ''],
  ])('of %j is "%s"', (names, expected) => {
    const url = downloadUrl(release({ assets: names.map((name) => link(name)) }), 'arm64')
    expect(url).toBe(expected && `https://example.org/${expected}`)
  })

  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:text/html,x',
    'https://user:password@example.org/x',
    `https://example.org/${'x'.repeat(2000)}`,
    'no address',
  ])('is never at %s', (address) => {
    expect(downloadUrl(release({ assets: [link('pulse-v4.4.0-linux-amd64.tar.gz', address)] }), 'amd64')).toBe('')
  })
})

describe('notes', () => {
  it('are plain text, whatever was written', () => {
    expect(plainNotes('# New\r\n\t* <b>bold</b> ä 😀\n')).toBe('# New\n\t* <b>bold</b> ä 😀\n')
    expect(plainNotes('a\u0000b\u001b[31mc\u202Ed\u2066e\u200Bf\u0085g\uD800h')).toBe('ab[31mcdefgh')
  })

  it('end somewhere, and not within a character', () => {
    expect(plainNotes('x'.repeat(20_000))).toHaveLength(20_000)
    const long = plainNotes(`${'x'.repeat(19_999)}😀${'y'.repeat(100_000)}`)
    expect([long.length, long.isWellFormed(), long.endsWith('…')]).toEqual([20_001, true, true])
  })
})
