import type { Method } from '../schema/schema.ts'
import { actions, exceptions, nouns, spelling } from './summary-words.ts'

/** What `summaryOf` must know of the other methods. */
export interface Surroundings {
  /** Paths that have members by name below them. */
  readonly lists: ReadonlySet<string>
  /** Paths that have anything below them. */
  readonly folders: ReadonlySet<string>
  /** Paths that can be read. */
  readonly readable: ReadonlySet<string>
}

export function surroundingsOf(methods: readonly Method[]): Surroundings {
  const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'))
  return {
    lists: new Set(methods.filter(({ path }) => path.endsWith('}')).map(({ path }) => folderOf(path))),
    folders: new Set(methods.map(({ path }) => folderOf(path))),
    readable: new Set(methods.filter(({ verb }) => verb === 'GET').map(({ path }) => path)),
  }
}

/** What a method does, in a few plain words: `List the virtual machines of a node`. */
export function summaryOf({ verb, path, returns }: Method, around: Surroundings): string {
  const known = exceptions[`${verb} ${path}`]
  if (known !== undefined) return known
  const agent = /\/agent\/(.+)$/.exec(path)?.[1]
  if (agent !== undefined) return `Guest agent: ${plain(agent)}`
  const bulk = /\/bulk-action\/guest\/(.+)$/.exec(path)?.[1]
  if (bulk !== undefined) return `${capital(bulk)} several guests`
  const { last, one, many, all, owner, direct } = partsOf(path)
  const of = owner === undefined ? '' : ` of ${withArticle(owner)}`
  if (last.startsWith('{')) {
    if (verb === 'GET' && returns.type === 'array') return `List the parts of ${withArticle(one)}${of}`
    if (verb === 'GET' && path.startsWith('/config/')) return `Read the configuration of ${withArticle(one)}${of}`
    // What has members itself is added to, not made.
    if (verb === 'POST') return `${around.lists.has(path) ? 'Add to' : 'Create'} ${withArticle(one)}${of}`
    return `${verbWords[verb]} ${withArticle(one)}${of}`
  }
  const action = verb === 'GET' ? undefined : actions[last]
  // `/status/start` is said of the guest, `/snapshot/{snapname}/rollback` of the snapshot.
  if (action !== undefined && owner !== undefined && direct) return `${action} ${withArticle(owner)}`
  const isList = around.lists.has(path)
  switch (verb) {
    case 'GET':
      if (isList) return `List the ${path.startsWith('/config/') ? 'configured ' : ''}${many}${of}`
      if (around.folders.has(path)) return `List the parts of the ${all}${of}`
      return returns.type === 'array' ? `List the ${many}${of}` : `Read the ${all}${of}`
    case 'POST':
      return isList ? `Create ${withArticle(one)}${of.replace(/ of a node$/, ' on a node')}` : `${capital(all)}${of}`
    case 'PUT':
      return around.readable.has(path) ? `Change the ${all}${of}` : `${capital(all)}${of}`
    case 'DELETE':
      return `Delete the ${all}${of}`
  }
}

const verbWords = { GET: 'Read', PUT: 'Change', DELETE: 'Delete' } as const

/** Folders that say what kind of a thing something is: a firewall's groups are not the users'. */
const kinds = new Set(['firewall', 'ha'])

interface Parts {
  readonly last: string
  /** What the path is about: one of them, several, and as it stands. */
  readonly one: string
  readonly many: string
  readonly all: string
  /** The nearest thing above it that has a name of its own. */
  readonly owner: string | undefined
  /** Nothing but `status` stands between the owner and the end. */
  readonly direct: boolean
}

function partsOf(path: string): Parts {
  const segments = path.split('/').filter(Boolean)
  const last = segments.at(-1) ?? ''
  const subject = last.startsWith('{') ? segments.slice(0, -1) : segments
  const ownerAt = subject.findLastIndex((segment) => segment.startsWith('{'))
  const between = subject.slice(ownerAt + 1)
  // The area as a whole (`cluster`, `admin`) says little where more follows.
  const own = ownerAt < 0 && between.length > 1 ? between.slice(1) : between
  const [name = last.replaceAll(/[{}]/g, '')] = own.slice(-1)
  const noun = nouns[name]
  const folders = own.slice(0, -1)
  const before = (noun ? folders.filter((folder) => kinds.has(folder)) : folders).map(plain)
  const above = subject[ownerAt - 1]
  return {
    last,
    one: [...before, noun?.[0] ?? singular(plain(name))].join(' '),
    many: [...before, noun?.[1] ?? plain(name)].join(' '),
    all: [...folders, name].map(plain).join(' '),
    direct: folders.every((folder) => folder === 'status'),
    owner:
      ownerAt < 0 || above === undefined
        ? undefined
        : (nouns[above.replaceAll(/[{}]/g, '')]?.[0] ?? singular(plain(above))),
  }
}

function plain(segment: string): string {
  return segment
    .replaceAll(/[{}]/g, '')
    .split(/[-_/]/)
    .map((word) => spelling[word] ?? word)
    .join(' ')
}

const singular = (words: string): string => words.replace(/ies$/, 'y').replace(/(?<=[^s])s$/, '')
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** `a user`, `an IP set`, `an LDAP realm`, `an S3 endpoint`. */
function withArticle(words: string): string {
  const spoken = /^(?:[aeio]|u(?!s[be])|IP|LDAP|LVM|S3|OSD|HA|SDN|SPICE)/i.test(words) && !/^(?:one|ha[^ ])/.test(words)
  return `${spoken ? 'an' : 'a'} ${words}`
}
