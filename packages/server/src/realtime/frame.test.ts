import { describe, expect, it } from 'vitest'
import { sharedMessage, textFrame } from './frame.ts'

describe('header of a text frame (RFC 6455 section 5.2)', () => {
  it.each([
    [0, [0x81, 0]],
    [5, [0x81, 5]],
    [125, [0x81, 125]],
    [126, [0x81, 126, 0, 126]],
    [65_535, [0x81, 126, 0xff, 0xff]],
    [65_536, [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]],
  ])('of %i bytes', (length, header) => {
    const frame = textFrame(Buffer.alloc(length, 'x'), false)
    expect([...frame.subarray(0, header.length)]).toEqual(header)
    expect(frame.length).toBe(header.length + length)
  })

  it('has RSV1 set for a compressed message (RFC 7692 section 6)', () => {
    expect([...textFrame(Buffer.from('x'), true)]).toEqual([0xc1, 1, 0x78])
  })
})

describe('shared message', () => {
  it('is not compressed when it is short or nobody takes it', async () => {
    const deflate = () => Promise.resolve(Buffer.from('small'))
    expect((await sharedMessage(Buffer.from('short'), deflate)).deflated).toBeUndefined()
    expect((await sharedMessage(Buffer.alloc(5000), undefined)).deflated).toBeUndefined()
    expect((await sharedMessage(Buffer.alloc(5000), deflate)).deflated?.toString('latin1')).toBe('\xc1\x05small')
  })
})
