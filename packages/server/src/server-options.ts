import type { SystemSettings } from '@pulse/contract'
import { type AccessOptions, readAccessOptions, readSwitch } from './access-options.ts'
import { type ConfigurationOptions, readConfigurationOptions } from './configuration-options.ts'
import { isAddress, type LogLevel, StartError } from './platform/platform.ts'
import { readEnvironmentSettings } from './settings/settings.ts'

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
  /** Address to listen on. */
  host: string
  dataDir: string
  logLevel: LogLevel
  access: AccessOptions
  tls: TlsOptions
  /** Settings that the environment says. */
  environment: Partial<SystemSettings>
  /** What is applied or imported at the start. */
  configuration: ConfigurationOptions
  /** Where the secrets of `pulse.yaml` may be. */
  secrets: Readonly<Record<string, string | undefined>>
}

/** `own`: a certificate made at the first start. `files`: paths of PEM files. */
export type TlsOptions = { kind: 'off' } | { kind: 'own' } | { kind: 'files'; certificate: string; key: string }

/** What the command line says. */
export interface GivenOptions {
  port?: string | undefined
  host?: string | undefined
  dataDir?: string | undefined
  tls?: boolean | undefined
  tlsCertificate?: string | undefined
  tlsKey?: string | undefined
  config?: string | undefined
}

const defaultPort = 7655
const logLevels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error']

/**
 * Options from the command line, else from the environment, else the defaults. Empty variables count as missing.
 *
 * @throws {StartError} naming what is wrong and what is right
 */
export function readServerOptions(given: GivenOptions, surroundings: Surroundings): ServerOptions {
  const variable = (name: string): string | undefined => surroundings.environment[name]?.trim() || undefined
  const portName = given.port !== undefined ? '--port' : variable('FRONTEND_PORT') ? 'FRONTEND_PORT' : 'PORT'
  return {
    port: readPort(portName, given.port ?? variable('FRONTEND_PORT') ?? variable('PORT')),
    host: readHost(given.host === undefined ? 'PULSE_HOST' : '--host', given.host ?? variable('PULSE_HOST')),
    dataDir: readDataDir(given.dataDir, surroundings),
    logLevel: readLogLevel(variable('LOG_LEVEL')?.toLowerCase() ?? 'info'),
    access: readAccessOptions(variable),
    tls: readTls(given, variable),
    environment: readEnvironmentSettings(variable),
    configuration: readConfigurationOptions(given, variable),
    secrets: surroundings.environment,
  }
}

/** @throws {StartError} none is given, and there is no home directory */
export function readDataDir(given: string | undefined, surroundings: Surroundings): string {
  return given ?? (surroundings.environment['PULSE_DATA_DIR']?.trim() || defaultDataDir(surroundings))
}

function readHost(name: string, text: string | undefined): string {
  if (text === undefined) return '127.0.0.1'
  if (isAddress(text) || text === 'localhost') return text
  throw new StartError(`${name} must be an address to listen on, such as 0.0.0.0 or 127.0.0.1, not "${text}".`)
}

function readTls(given: GivenOptions, variable: (name: string) => string | undefined): TlsOptions {
  const certificate = given.tlsCertificate ?? variable('TLS_CERT_FILE')
  const key = given.tlsKey ?? variable('TLS_KEY_FILE')
  if (certificate !== undefined && key !== undefined) return { kind: 'files', certificate, key }
  if (certificate !== undefined || key !== undefined)
    throw new StartError('A certificate and its key belong together: give --tls-cert and --tls-key, or neither.')
  return given.tls || readSwitch('HTTPS_ENABLED', variable) ? { kind: 'own' } : { kind: 'off' }
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
