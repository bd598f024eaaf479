/**
 * Identities. All are opaque to users, URL-safe and stable: a guest keeps its id when it migrates or is renamed, a
 * connection when another one is deleted. Nothing is ever derived from a list position, an address or a display name.
 *
 * Parts are joined by `~`, which occurs in no node name, vmid, storage id or datastore name of Proxmox.
 */
export type ConnectionId = string
export type NodeId = string
export type GuestId = string
export type StorageId = string
export type DatastoreId = string

/** A node of a PVE connection. Node names are unique in a cluster and never change while it is a member. */
export const nodeId = (connection: ConnectionId, node: string): NodeId => `${connection}~node~${node}`

/**
 * A guest: connection and vmid, never the node. `incarnation` counts guests that used this vmid one after the other;
 * the first has no suffix.
 */
export const guestId = (connection: ConnectionId, vmid: number, incarnation = 1): GuestId =>
  incarnation === 1 ? `${connection}~guest~${vmid}` : `${connection}~guest~${vmid}~${incarnation}`

/** A storage: once per connection when shared (`node` is null), else once per node. */
export const storageId = (connection: ConnectionId, node: string | null, storage: string): StorageId =>
  `${connection}~storage~${node ?? ''}~${storage}`

/** A datastore of a backup server connection. */
export const datastoreId = (connection: ConnectionId, store: string): DatastoreId => `${connection}~datastore~${store}`
