import type { StateStorage, storageEndpoints } from '@pulse/contract'
import type { Handlers } from '../handlers.ts'

/** What is known of storages. */
export interface StorageDesk {
  all(): StateStorage[]
  /** One storage by its id, or those of a node. @throws {AppError} `storage.missing` */
  find(id: string): StateStorage | StateStorage[]
  /** Seconds since epoch. */
  timestamp(): number
}

export function storageHandlers(desk: StorageDesk): Pick<Handlers, keyof typeof storageEndpoints> {
  const all = () => ({ data: desk.all(), timestamp: desk.timestamp() })
  return {
    'GET /api/storage/': all,
    'GET /api/storage': all,
    'GET /api/storage/:id': ({ path }) => {
      const data = desk.find(path.id)
      const timestamp = desk.timestamp()
      return Array.isArray(data) ? { data, timestamp } : { data, timestamp }
    },
  }
}
