import type { Reason } from '@pulse/contract'

/** RFC 3339, or null. */
export const timeText = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

/** The documented group of four; `free` is reckoned where the source does not say. Percent with three decimals. */
export function usage(
  totalBytes: number | null,
  usedBytes: number | null,
  freeBytes: number | null = null,
): { total: number | null; used: number | null; free: number | null; usage: number | null } {
  const known = totalBytes !== null && usedBytes !== null
  return {
    total: totalBytes,
    used: usedBytes,
    free: freeBytes ?? (known ? Math.max(0, totalBytes - usedBytes) : null),
    usage: known ? percent(usedBytes, totalBytes) : null,
  }
}

function percent(part: number, whole: number): number {
  return whole > 0 ? Math.round((part / whole) * 100_000) / 1000 : 0
}

/** Seconds between start and the moment the rest of the object was seen. */
export function uptimeSeconds(startedAt: number | null, seenAt: number): number | null {
  return startedAt === null ? null : Math.max(0, Math.round((seenAt - startedAt) / 1000))
}

/** Reasons under the documented names of the fields. A group such as `memory` has the reason of its first unknown part. */
export function unknownAs(
  unknown: Readonly<Record<string, Reason>>,
  names: Readonly<Record<string, string>>,
): Record<string, Reason> {
  const renamed: Record<string, Reason> = {}
  for (const field in unknown) {
    const reason = unknown[field]
    if (reason !== undefined) renamed[names[field] ?? field] ??= reason
  }
  return renamed
}

/** By code unit: the same everywhere, whatever the locale. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
