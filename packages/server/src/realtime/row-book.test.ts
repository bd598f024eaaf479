import { describe, expect, it } from 'vitest'
import { RowBook } from './row-book.ts'
import { sampleAt, sampleConnection, sampleGuest, SamplePicture } from './sample-picture.ts'

function bookOf(picture: SamplePicture): RowBook {
  const book = new RowBook()
  book.takeOver(picture.tables)
  return book
}

function twoGuests(): SamplePicture {
  const picture = new SamplePicture()
  picture.put('guests', sampleGuest('lab', 100), sampleGuest('lab', 101))
  return picture
}

describe('row book', () => {
  it('gathers several changes into one delta and leaves out what is equal in the end', () => {
    const picture = twoGuests()
    const book = bookOf(picture)
    book.note(picture.changeGuests(['lab~guest~100'], () => ({ cpuRatio: 0.9, seenAt: sampleAt + 1 })))
    book.note(picture.changeGuests(['lab~guest~100'], () => ({ cpuRatio: 0.034, netInPerSecond: 7 })))
    expect(book.step(picture.tables)).toEqual({
      guests: { columns: { seenAt: { rows: [0], value: sampleAt + 1 }, netInPerSecond: { rows: [0], value: 7 } } },
    })
    expect(book.step(picture.tables)).toBeUndefined()
  })

  it('says nothing of what came and went between two steps', () => {
    const picture = twoGuests()
    const book = bookOf(picture)
    book.note(picture.put('guests', sampleGuest('lab', 102)))
    book.note(picture.remove('guests', 'lab~guest~102'))
    expect(book.step(picture.tables)).toBeUndefined()
  })

  it('sends what differs of an object that went and came back', () => {
    const picture = twoGuests()
    const book = bookOf(picture)
    book.note(picture.remove('guests', 'lab~guest~101'))
    book.note(picture.put('guests', sampleGuest('lab', 101, { name: 'back' })))
    const guests = book.step(picture.tables)?.guests
    expect([guests?.remove, guests?.add, guests?.columns?.['name'], guests?.columns?.['cpuRatio']]).toEqual([
      undefined,
      undefined,
      { rows: [1], value: 'back' },
      undefined,
    ])
  })

  it('never uses a row number twice', () => {
    const picture = twoGuests()
    const book = bookOf(picture)
    book.note(picture.remove('guests', 'lab~guest~101'))
    expect(book.step(picture.tables)).toEqual({ guests: { remove: [1] } })
    book.note(picture.put('guests', sampleGuest('lab', 101)))
    expect(book.step(picture.tables)?.guests?.add).toEqual({ rows: [2], ids: ['lab~guest~101'] })
  })

  it('keeps numbers over a time in which nobody listened', () => {
    const picture = twoGuests()
    picture.put('connections', sampleConnection('lab'))
    const book = bookOf(picture)
    picture.remove('guests', 'lab~guest~100')
    picture.put('guests', sampleGuest('lab', 99))
    book.takeOver(picture.tables)
    const guests = book.rows().find(({ name }) => name === 'guests')?.rows
    expect(guests?.map(({ row, value }) => [row, value.id])).toEqual([
      [1, 'lab~guest~101'],
      [2, 'lab~guest~99'],
    ])
  })
})
