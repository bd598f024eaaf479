import type { Method } from '../../schema/schema.ts'
import type { DescribedMethod } from '../api-description.ts'
import { surroundingsOf } from '../summary.ts'
import type { Entry, Folder, Item } from './postman-format.ts'
import { requestItem } from './request-item.ts'

interface Branch {
  readonly below: Map<string, Branch>
  readonly items: { readonly verb: Method['verb']; readonly item: Item }[]
}

const verbOrder: readonly Method['verb'][] = ['GET', 'POST', 'PUT', 'DELETE']

/** Folders as the paths run, sorted; a path with one method and nothing below it stands in the folder above. */
export function resourceFolders(methods: readonly DescribedMethod[]): Entry[] {
  const around = surroundingsOf(methods)
  const root = newBranch()
  for (const method of methods) {
    const branch = method.path.split('/').filter(Boolean).reduce(branchBelow, root)
    branch.items.push({ verb: method.verb, item: requestItem(method, around) })
  }
  return entriesOf(root, '')
}

const newBranch = (): Branch => ({ below: new Map(), items: [] })

function branchBelow(branch: Branch, segment: string): Branch {
  const known = branch.below.get(segment)
  if (known) return known
  const added = newBranch()
  branch.below.set(segment, added)
  return added
}

function entriesOf(branch: Branch, path: string): Entry[] {
  const own = [...branch.items].sort((one, other) => verbOrder.indexOf(one.verb) - verbOrder.indexOf(other.verb))
  const below = [...branch.below].sort(([one], [other]) => (one < other ? -1 : 1))
  const entries = below.map(([segment, next]) => entryOf(segment, next, `${path}/${segment}`))
  // Requests before folders: a list is read before what it lists.
  return [...own.map(({ item }) => item), ...entries.filter(isItem), ...entries.filter((entry) => !isItem(entry))]
}

function entryOf(segment: string, branch: Branch, path: string): Entry {
  const [only, ...more] = branch.items
  if (only && more.length === 0 && branch.below.size === 0) return only.item
  const folder: Folder = { name: segment, description: `\`${path}\``, item: entriesOf(branch, path) }
  return folder
}

const isItem = (entry: Entry): entry is Item => 'request' in entry
