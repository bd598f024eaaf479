/** What is measured over time. One row a metric; charts, thresholds and columns read this table. */
export interface Metric {
  label: string
  unit: 'ratio' | 'bytes' | 'bytes-per-second'
  /** Fields of the noun: the value, and for a share what it is part of. */
  of: Partial<Record<'guest' | 'node' | 'storage' | 'backupServer' | 'datastore', MetricField>>
}

export type MetricField = { value: string } | { used: string; total: string }

export const metrics = {
  cpu: {
    label: 'CPU',
    unit: 'ratio',
    of: { guest: { value: 'cpuRatio' }, node: { value: 'cpuRatio' }, backupServer: { value: 'cpuRatio' } },
  },
  memory: {
    label: 'Memory',
    unit: 'bytes',
    of: {
      guest: { used: 'memoryUsedBytes', total: 'memoryTotalBytes' },
      node: { used: 'memoryUsedBytes', total: 'memoryTotalBytes' },
      backupServer: { used: 'memoryUsedBytes', total: 'memoryTotalBytes' },
    },
  },
  disk: {
    label: 'Disk',
    unit: 'bytes',
    of: {
      guest: { used: 'diskUsedBytes', total: 'diskTotalBytes' },
      node: { used: 'rootUsedBytes', total: 'rootTotalBytes' },
      storage: { used: 'usedBytes', total: 'totalBytes' },
      backupServer: { used: 'rootUsedBytes', total: 'rootTotalBytes' },
      datastore: { used: 'usedBytes', total: 'totalBytes' },
    },
  },
  diskRead: { label: 'Disk read', unit: 'bytes-per-second', of: { guest: { value: 'diskReadPerSecond' } } },
  diskWrite: { label: 'Disk write', unit: 'bytes-per-second', of: { guest: { value: 'diskWritePerSecond' } } },
  netIn: { label: 'Network in', unit: 'bytes-per-second', of: { guest: { value: 'netInPerSecond' } } },
  netOut: { label: 'Network out', unit: 'bytes-per-second', of: { guest: { value: 'netOutPerSecond' } } },
} as const satisfies Record<string, Metric>

export type MetricName = keyof typeof metrics
