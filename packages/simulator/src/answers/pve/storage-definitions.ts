import { hash } from '../../estate/chance.ts'
import { findStorage } from '../../estate/site.ts'
import { type Storage, type StorageType, storageTypes } from '../../estate/storage.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, listOf, textOf } from '../parameters.ts'
import { type PveCall, type PveHandlers, requireQuorum } from './call.ts'
import { definitionsDigest, storageOf } from './storage.ts'
import { badParameter } from './work.ts'

/** What a type cannot do without, and which content it may have, the usual one first. */
const kinds: Readonly<
  Record<
    StorageType,
    { readonly needs: readonly string[]; readonly content: readonly string[]; readonly usual: string }
  >
> = {
  dir: {
    needs: ['path'],
    content: ['images', 'rootdir', 'vztmpl', 'iso', 'backup', 'snippets', 'import'],
    usual: 'images,rootdir,vztmpl,iso,backup,snippets',
  },
  nfs: {
    needs: ['server', 'export'],
    content: ['images', 'rootdir', 'vztmpl', 'iso', 'backup', 'snippets', 'import'],
    usual: 'images',
  },
  cifs: {
    needs: ['server', 'share'],
    content: ['images', 'rootdir', 'vztmpl', 'iso', 'backup', 'snippets', 'import'],
    usual: 'images',
  },
  zfspool: { needs: ['pool'], content: ['images', 'rootdir'], usual: 'images,rootdir' },
  lvm: { needs: ['vgname'], content: ['images', 'rootdir'], usual: 'images,rootdir' },
  lvmthin: { needs: ['vgname', 'thinpool'], content: ['images', 'rootdir'], usual: 'images,rootdir' },
  pbs: { needs: ['server', 'datastore'], content: ['backup'], usual: 'backup' },
  rbd: { needs: ['pool'], content: ['images', 'rootdir'], usual: 'images' },
}

/** Keys that have a place of their own, or must not be shown again. */
const apart = new Set([
  'storage',
  'type',
  'content',
  'nodes',
  'disable',
  'shared',
  'delete',
  'digest',
  'password',
  'encryption-key',
  'create-base-path',
  'create-subdirs',
  'mkdir',
])

function optionsOf(call: PveCall): Record<string, string> {
  const entries = Object.keys(call.parameters).flatMap((key): [string, string][] => {
    const value = textOf(call.parameters, key)
    return apart.has(key) || value === undefined ? [] : [[key, value]]
  })
  return Object.fromEntries(entries)
}

function isKnownType(type: string): type is StorageType {
  return (storageTypes as readonly string[]).includes(type)
}

function contentOf(type: StorageType, text: string | undefined): string[] {
  const content = (text ?? kinds[type].usual).split(/[,; ]+/).filter((word) => word !== '' && word !== 'none')
  const wrong = content.find((word) => !kinds[type].content.includes(word))
  if (wrong !== undefined) {
    throw badParameter('content', `storage does not support content type '${wrong}'`)
  }
  return content
}

function nodesOf(call: PveCall): string[] | null {
  const nodes = listOf(call.parameters, 'nodes')
  return nodes.length === 0 ? null : nodes
}

function create(call: PveCall): unknown {
  requireQuorum(call)
  const name = textOf(call.parameters, 'storage') ?? ''
  const type = textOf(call.parameters, 'type') ?? ''
  if (!isKnownType(type))
    throw new ApiFailure(500, `create storage failed: the simulator has no storages of type '${type}'`)
  const missing = kinds[type].needs.find((key) => textOf(call.parameters, key) === undefined)
  if (missing !== undefined) throw badParameter(missing, 'property is missing and it is not optional')
  if (findStorage(call.site, name) !== undefined) {
    throw new ApiFailure(500, `create storage failed: storage ID '${name}' already defined`)
  }
  const isRemote = type === 'nfs' || type === 'cifs'
  const path = isRemote && textOf(call.parameters, 'path') === undefined ? { path: `/mnt/pve/${name}` } : {}
  const seed = hash(call.site.seed, 'storage', name)
  const storage: Storage = {
    storage: name,
    type,
    content: contentOf(type, textOf(call.parameters, 'content')),
    shared: isRemote || type === 'pbs' || type === 'rbd' || flagOf(call.parameters, 'shared'),
    nodes: nodesOf(call),
    options: { ...optionsOf(call), ...path },
    totalBytes: (200 + (seed % 1800)) * 2 ** 30,
    usedRatio: 0.02,
    seed,
    files: [],
    loose: [],
    changes: [],
    disabled: flagOf(call.parameters, 'disable'),
    state: 'ok',
    filledTo: null,
  }
  call.site.storages.push(storage)
  call.site.revision++
  return { storage: name, type }
}

function update(call: PveCall): unknown {
  requireQuorum(call)
  const storage = storageOf(call)
  const digest = textOf(call.parameters, 'digest')
  if (digest !== undefined && digest !== definitionsDigest(call)) {
    throw new ApiFailure(500, 'detected modified configuration - file changed by other user? Try again.')
  }
  const gone = new Set(listOf(call.parameters, 'delete'))
  const needed = kinds[storage.type].needs.find((key) => gone.has(key))
  if (needed !== undefined) throw badParameter('delete', `unable to delete required option '${needed}'`)
  const kept = Object.entries(storage.options).filter(([key]) => !gone.has(key))
  const content = textOf(call.parameters, 'content')
  const changed = contentOf(storage.type, content)
  storage.options = { ...Object.fromEntries(kept), ...optionsOf(call) }
  if (content !== undefined || gone.has('content')) storage.content = changed
  if (call.parameters['nodes'] !== undefined || gone.has('nodes')) storage.nodes = nodesOf(call)
  if (call.parameters['disable'] !== undefined || gone.has('disable')) {
    storage.disabled = flagOf(call.parameters, 'disable')
  }
  call.site.revision++
  return { storage: storage.storage, type: storage.type }
}

/** What lies on the storage stays there: only nobody sees it any more. */
function remove(call: PveCall): null {
  requireQuorum(call)
  const storage = storageOf(call)
  call.site.storages.splice(call.site.storages.indexOf(storage), 1)
  call.site.revision++
  return null
}

export const storageDefinitionHandlers: PveHandlers = {
  'POST /storage': create,
  'PUT /storage/{storage}': update,
  'DELETE /storage/{storage}': remove,
}
