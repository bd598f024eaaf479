/** A version number as semver.org has it. */
export interface Version {
  /** Major, minor, patch. */
  numbers: readonly [number, number, number]
  /** `rc.2` as `['rc', 2]`; empty for a release. */
  prerelease: readonly (string | number)[]
}

/** Undefined for what is no version, such as the hash of a commit. A leading `v` and `rc2` for `rc.2` are understood. */
export function readVersion(text: string): Version | undefined {
  const [whole, major, minor, patch, prerelease = ''] =
    /^v?(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:-([0-9a-z.-]{1,50}))?(?:\+[0-9a-z.-]{1,50})?$/i.exec(text) ?? []
  if (whole === undefined) return undefined
  const parts = prerelease.replace(/^([a-z]+)(\d)/i, '$1.$2').split('.')
  return {
    numbers: [Number(major), Number(minor), Number(patch)],
    prerelease: prerelease === '' ? [] : parts.map((part) => (/^\d{1,9}$/.test(part) ? Number(part) : part)),
  }
}

/** Above 0 if `one` is newer. A release is newer than its prereleases. */
export function compareVersions(one: Version, other: Version): number {
  const byNumbers = compareParts(one.numbers, other.numbers)
  if (byNumbers !== 0) return byNumbers
  const isRelease = (version: Version): number => Number(version.prerelease.length === 0)
  return isRelease(one) - isRelease(other) || compareParts(one.prerelease, other.prerelease)
}

/** Part by part; numbers are older than words, and what goes on is newer than what ends. */
function compareParts(one: readonly (string | number)[], other: readonly (string | number)[]): number {
  for (const [at, part] of one.entries()) {
    const counterpart = other[at]
    if (counterpart === undefined) return 1
    if (part === counterpart) continue
    if (typeof part === 'number' && typeof counterpart === 'number') return part - counterpart
    if (typeof part !== typeof counterpart) return typeof part === 'number' ? -1 : 1
    return part < counterpart ? -1 : 1
  }
  return one.length - other.length
}
