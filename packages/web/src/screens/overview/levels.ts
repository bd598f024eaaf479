export type Level = 'ok' | 'warn' | 'crit'

/** From where on a share (0 to 1) is worth a colour. The tick on a bar stands at `warn`. */
export interface Limits {
  warn: number
  crit: number
}

export const limits = {
  cpu: { warn: 0.8, crit: 0.9 },
  memory: { warn: 0.85, crit: 0.95 },
  disk: { warn: 0.85, crit: 0.9 },
} as const satisfies Record<string, Limits>

export type LimitedMetric = keyof typeof limits

export function levelOf(metric: LimitedMetric, ratio: number | null): Level {
  if (ratio === null) return 'ok'
  const { warn, crit } = limits[metric]
  if (ratio >= crit) return 'crit'
  return ratio >= warn ? 'warn' : 'ok'
}

const rank: Record<Level, number> = { ok: 0, warn: 1, crit: 2 }

export const worstLevel = (levels: readonly Level[]): Level =>
  levels.reduce((worst, level) => (rank[level] > rank[worst] ? level : worst), 'ok')

/** @returns how full something is, or `null` when either figure is not known or there is nothing to fill. */
export function shareOf(used: number | null, total: number | null): number | null {
  return used === null || total === null || total <= 0 ? null : used / total
}
