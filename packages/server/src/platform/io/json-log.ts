import pino from 'pino'
import type { Log } from '../log.ts'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** One JSON line an entry on standard output. Errors are reduced to kind and message: causes may hold addresses or bodies. */
export function createJsonLog(level: LogLevel): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { error: (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : error) },
  })
}
