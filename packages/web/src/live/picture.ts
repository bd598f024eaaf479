import {
  applyTableDelta,
  type DeltaMessage,
  type DeltaRequest,
  type LiveTable,
  type LiveTables,
  type TableDelta,
  type TableName,
  type TablesDelta,
} from '@pulse/contract'

type Tables = { readonly [T in TableName]: LiveTable<LiveTables[T]> }

/** What this browser knows of the estate. Replaced as a whole by each message that changes it. */
export interface Picture {
  /** The server process the row and sequence numbers belong to; `null` before its first word. */
  epoch: string | null
  serverVersion: string | null
  /** Of the last applied snapshot or delta; `null` while there is no complete picture of this epoch. */
  sequence: number | null
  /** When the server made the last applied message (server's clock). */
  at: number | null
  tables: Tables
  /** A snapshot that is still arriving. */
  arriving: { sequence: number; nextPart: number; tables: Tables } | null
  /** A resync was asked for; deltas are ignored until the snapshot comes, and none is asked for twice. */
  resyncing: boolean
}

export interface Received {
  picture: Picture
  reply?: DeltaRequest
}

export function emptyPicture(): Picture {
  return {
    epoch: null,
    serverVersion: null,
    sequence: null,
    at: null,
    tables: emptyTables(),
    arriving: null,
    resyncing: false,
  }
}

function emptyTables(): Tables {
  return {
    connections: new Map(),
    nodes: new Map(),
    guests: new Map(),
    storages: new Map(),
    backupServers: new Map(),
    datastores: new Map(),
  }
}

/** Applies one message. The picture that was passed in is left as it is. */
export function receive(picture: Picture, message: DeltaMessage): Received {
  switch (message.type) {
    case 'hello':
      // The old tables stay on show until the snapshot is complete; only their numbers mean nothing any more.
      return {
        picture: {
          ...picture,
          epoch: message.epoch,
          serverVersion: message.version,
          sequence: null,
          arriving: null,
          resyncing: false,
        },
      }
    case 'snapshot':
      return receiveSnapshotPart(picture, message)
    case 'delta':
      return receiveDelta(picture, message)
    case 'ping':
      return { picture, reply: { type: 'pong' } }
  }
}

function receiveSnapshotPart(picture: Picture, message: DeltaMessage & { type: 'snapshot' }): Received {
  const arriving =
    message.part === 1 ? { sequence: message.sequence, nextPart: 1, tables: emptyTables() } : picture.arriving
  if (!arriving || arriving.sequence !== message.sequence || arriving.nextPart !== message.part) return resync(picture)
  const tables = apply(arriving.tables, message.tables)
  if (!tables) return resync(picture)
  if (message.part < message.parts) {
    return { picture: { ...picture, arriving: { ...arriving, nextPart: message.part + 1, tables } } }
  }
  return {
    picture: { ...picture, sequence: message.sequence, at: message.at, tables, arriving: null, resyncing: false },
  }
}

function receiveDelta(picture: Picture, message: DeltaMessage & { type: 'delta' }): Received {
  // Before the first snapshot, or while a new one is on its way, a delta says nothing that it will not hold.
  if (picture.sequence === null || picture.resyncing) return { picture }
  if (message.sequence <= picture.sequence) return { picture }
  if (message.sequence !== picture.sequence + 1) return resync(picture)
  const tables = apply(picture.tables, message.tables)
  if (!tables) return resync(picture)
  return { picture: { ...picture, sequence: message.sequence, at: message.at, tables } }
}

function resync(picture: Picture): Received {
  if (picture.resyncing) return { picture: { ...picture, arriving: null } }
  return { picture: { ...picture, arriving: null, resyncing: true }, reply: { type: 'resync' } }
}

/** @returns the tables after the change, or `null` when it does not fit. Tables without a change stay the same object. */
function apply(tables: Tables, delta: TablesDelta): Tables | null {
  try {
    return {
      connections: changed(tables.connections, delta.connections),
      nodes: changed(tables.nodes, delta.nodes),
      guests: changed(tables.guests, delta.guests),
      storages: changed(tables.storages, delta.storages),
      backupServers: changed(tables.backupServers, delta.backupServers),
      datastores: changed(tables.datastores, delta.datastores),
    }
  } catch {
    return null
  }
}

function changed<V extends { readonly id: string }>(table: LiveTable<V>, change: TableDelta | undefined): LiveTable<V> {
  if (!change) return table
  const next = new Map(table)
  applyTableDelta(next, change)
  return next
}

/** Reads a frame; `null` for what this version does not know. The sender is our own server, so the rim is enough. */
export function parseMessage(text: string): DeltaMessage | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null || !('type' in value) || !('at' in value)) return null
  const message = value as DeltaMessage
  switch (message.type) {
    case 'hello':
      return typeof message.epoch === 'string' ? message : null
    case 'snapshot':
      return Number.isInteger(message.sequence) && Number.isInteger(message.part) && isObject(message.tables)
        ? message
        : null
    case 'delta':
      return Number.isInteger(message.sequence) && isObject(message.tables) ? message : null
    case 'ping':
      return message
    default:
      return null
  }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null
