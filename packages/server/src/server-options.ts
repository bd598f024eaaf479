import { type LogLevel, StartError } from './platform/platform.ts'

/** What start-up needs to know of the machine. */
export interface Surroundings {
  environment: Readonly<Record<string, string | undefined>>
  /** As `process.platform` says it. */
  platform: string
  /** Of the user; undefined if there is none. */
  homeDirectory: string | undefined
}

export interface ServerOptions {
  port: number
  dataDir: string
  logLevel: LogLevel
}

const defaultPort = 7655
const logLevels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error']

/**
 * Options from the command line, else from the environment, else the defaults. Empty variables count as missing.
 *
 * @throws {StartError} naming what is wrong and what is right
 */
export function readServerOptions(
  given: { port?: string | undefined; dataDir?: string | undefined },
  { environment, platform, homeDirectory }: Surroundings,
): ServerOptions {
  const variable = (name: string): string | undefined => environment[name]?.trim() || undefined
  const portName = given.port !== undefined ? '--port' : variable('FRONTEND_PORT') ? 'FRONTEND_PORT' : 'PORT'
  return {
    port: readPort(portName, given.port ?? variable('FRONTEND_PORT') ?? variable('PORT')),
    dataDir: given.dataDir ?? variable('PULSE_DATA_DIR') ?? defaultDataDir({ environment, platform, homeDirectory }),
    logLevel: readLogLevel(variable('LOG_LEVEL')?.toLowerCase() ?? 'info'),
  }
}

function readPort(name: string, text: string | undefined): number {
  if (text === undefined) return defaultPort
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65_535)) throw new StartError(`${name} must be a whole number from 0 to 65535, not "${text}".`)
  return port
}

function readLogLevel(text: string): LogLevel {
  const level = logLevels.find((each) => each === text)
  if (!level) throw new StartError(`LOG_LEVEL must be one of ${logLevels.join(', ')}, not "${text}".`)
  return level
}

/** Where an ordinary user may write, by the customs of the system. */
function defaultDataDir({ environment, platform, homeDirectory }: Surroundings): string {
  if (platform === 'win32' && environment['LOCALAPPDATA']) return `${environment['LOCALAPPDATA']}\\Pulse`
  // Relative paths in it are to be ignored, says the XDG base directory specification.
  const shared = environment['XDG_DATA_HOME']
  if (platform !== 'darwin' && shared?.startsWith('/')) return `${shared}/pulse`
  if (homeDirectory === undefined)
    throw new StartError('There is no home directory to keep data in: set PULSE_DATA_DIR to a directory.')
  if (platform === 'win32') return `${homeDirectory}\\Pulse`
  return platform === 'darwin'
    ? `${homeDirectory}/Library/Application Support/Pulse`
    : `${homeDirectory}/.local/share/pulse`
}
