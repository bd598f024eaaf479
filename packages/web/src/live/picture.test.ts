import type { DeltaMessage, TablesDelta } from '@pulse/contract'
import { expect, test } from 'vitest'
import { emptyPicture, parseMessage, type Picture, receive } from './picture.ts'

const hello = (epoch: string): DeltaMessage => ({ type: 'hello', epoch, version: '1.0.0', at: 0 })
const snapshot = (sequence: number, part: number, parts: number, tables: TablesDelta): DeltaMessage => ({
  type: 'snapshot',
  sequence,
  part,
  parts,
  at: sequence * 1000,
  tables,
})
const delta = (sequence: number, tables: TablesDelta): DeltaMessage => ({
  type: 'delta',
  sequence,
  at: sequence * 1000,
  tables,
})

/** Rows 1 and 2 with names. */
const twoNodes: TablesDelta = {
  nodes: { add: { rows: [1, 1], ids: ['a', 'b'] }, columns: { name: { values: ['pve1', 'pve2'] } } },
}
const rename = (name: string): TablesDelta => ({ nodes: { columns: { name: { rows: [2], values: [name] } } } })

function play(messages: readonly DeltaMessage[]): { picture: Picture; replies: string[] } {
  let picture = emptyPicture()
  const replies: string[] = []
  for (const message of messages) {
    const received = receive(picture, message)
    picture = received.picture
    if (received.reply) replies.push(received.reply.type)
  }
  return { picture, replies }
}

const names = (picture: Picture): string[] => [...picture.tables.nodes.values()].map((node) => node.name)

test('a snapshot and a delta', () => {
  const { picture, replies } = play([hello('e1'), snapshot(4, 1, 1, twoNodes), delta(5, rename('pve9'))])
  expect(names(picture)).toEqual(['pve1', 'pve9'])
  expect(picture).toMatchObject({ epoch: 'e1', sequence: 5, at: 5000, resyncing: false })
  expect(replies).toEqual([])
})

test('a snapshot in parts is shown when the last part is there', () => {
  const parts: DeltaMessage[] = [
    snapshot(4, 1, 2, twoNodes),
    snapshot(4, 2, 2, {
      nodes: { add: { rows: [3], ids: ['c'] }, columns: { name: { rows: [3], values: ['pve3'] } } },
    }),
  ]
  expect(names(play([hello('e1'), ...parts.slice(0, 1)]).picture)).toEqual([])
  expect(names(play([hello('e1'), ...parts]).picture)).toEqual(['pve1', 'pve2', 'pve3'])
})

test('a gap asks for one snapshot, however many deltas follow, and keeps what is on show', () => {
  const start = [hello('e1'), snapshot(4, 1, 1, twoNodes)]
  const lost = play([...start, delta(6, rename('x')), delta(7, rename('y')), delta(8, rename('z'))])
  expect(lost.replies).toEqual(['resync'])
  expect(names(lost.picture)).toEqual(['pve1', 'pve2'])
  const healed = play([...start, delta(6, rename('x')), snapshot(9, 1, 1, twoNodes), delta(10, rename('pve9'))])
  expect(healed.replies).toEqual(['resync'])
  expect(names(healed.picture)).toEqual(['pve1', 'pve9'])
})

test('a delta that does not fit changes nothing and asks for a snapshot', () => {
  const { picture, replies } = play([
    hello('e1'),
    snapshot(4, 1, 1, twoNodes),
    delta(5, { nodes: { columns: { name: { rows: [7], values: ['ghost'] } } } }),
  ])
  expect(names(picture)).toEqual(['pve1', 'pve2'])
  expect(replies).toEqual(['resync'])
})

test('a delta that the snapshot held already is passed over', () => {
  const { picture, replies } = play([hello('e1'), snapshot(4, 1, 1, twoNodes), delta(4, rename('x'))])
  expect(names(picture)).toEqual(['pve1', 'pve2'])
  expect(replies).toEqual([])
})

test('a new server process starts new numbers; the old picture stays until the new one is complete', () => {
  const before = [hello('e1'), snapshot(90, 1, 1, twoNodes), hello('e2')]
  expect(names(play(before).picture)).toEqual(['pve1', 'pve2'])
  expect(play(before).picture.sequence).toBeNull()
  const after = play([
    ...before,
    snapshot(1, 1, 1, { nodes: { add: { rows: [1], ids: ['z'] }, columns: { name: { value: 'new' } } } }),
  ])
  expect(names(after.picture)).toEqual(['new'])
})

test('a part that is missing asks for the snapshot again', () => {
  const { replies } = play([hello('e1'), snapshot(4, 1, 3, twoNodes), snapshot(4, 3, 3, {})])
  expect(replies).toEqual(['resync'])
})

test('a ping is answered', () => {
  expect(play([{ type: 'ping', at: 1 }]).replies).toEqual(['pong'])
})

test('the picture before stays as it was, and tables without a change stay the same object', () => {
  const { picture } = play([hello('e1'), snapshot(4, 1, 1, twoNodes)])
  const after = receive(picture, delta(5, rename('pve9'))).picture
  expect(names(picture)).toEqual(['pve1', 'pve2'])
  expect(after.tables.guests).toBe(picture.tables.guests)
  expect(after.tables.nodes.get(1)).toBe(picture.tables.nodes.get(1))
})

test.each(['', '{', '[]', 'null', '7', '{"type":"news","at":1}', '{"type":"delta","at":1}', '{"type":"hello","at":1}'])(
  'the frame %j is passed over',
  (text) => expect(parseMessage(text)).toBeNull(),
)
