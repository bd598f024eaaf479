import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { readOutboundUrl } from '../platform/platform.ts'

/** As `process.arch` names are called in the files of a release. */
export type Architecture = 'amd64' | 'arm64' | 'armv7'

const Maybe = <T extends Type.TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]))

/** What is read of a release in the form of the GitHub API; everything else is passed over. */
const ReleaseShape = Type.Object({
  tag_name: Type.String({ minLength: 1, maxLength: 100 }),
  body: Maybe(Type.String()),
  published_at: Maybe(Type.String()),
  prerelease: Maybe(Type.Boolean()),
  draft: Maybe(Type.Boolean()),
  assets: Maybe(Type.Array(Type.Object({ name: Type.String(), browser_download_url: Type.String() }))),
})
export type Release = Static<typeof ReleaseShape>

const release = Compile(ReleaseShape)
const releases = Compile(Type.Array(ReleaseShape))

/** The release, or the first of a list that is no draft; undefined if it is neither. */
export function readRelease(text: string): Release | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (releases.Check(value)) return value.find(({ draft }) => draft !== true)
  return release.Check(value) ? value : undefined
}

const mostNotes = 20_000

/** Notes are written by others: no control characters, none that turn the direction of writing, and not without end. */
export function plainNotes(text: string): string {
  const plain = text.replaceAll('\r\n', '\n').replace(/[^\P{C}\n\t]/gu, '')
  return plain.length <= mostNotes ? plain : `${plain.slice(0, mostNotes).toWellFormed()}…`
}

/** RFC 3339, or null. */
export function publishedAt({ published_at: text }: Release): string | null {
  const at = typeof text === 'string' ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}

/** Of the archive for this machine, else of any for Linux, else empty. */
export function downloadUrl({ assets, tag_name: tag }: Release, architecture: Architecture): string {
  const links = assets ?? []
  const fits =
    links.find(({ name }) => name === `pulse-${tag}-linux-${architecture}.tar.gz`) ??
    links.find(({ name }) => /^pulse-.*linux.*\.tar\.gz$/.test(name))
  return fits && isWebAddress(fits.browser_download_url) ? fits.browser_download_url : ''
}

function isWebAddress(text: string): boolean {
  try {
    return readOutboundUrl(text).href.length <= 2000
  } catch {
    return false
  }
}
