import type { ConnectionInput, SystemSettings } from '@pulse/contract'
import { AppError, Secret } from '../../platform/platform.ts'
import { checkSystemSettings } from '../check-system-settings.ts'
import { readConnectionInput } from '../connection-input.ts'
import type { ConnectionDraft } from '../connection-settings.ts'
import { type Path, ShapeProblem, shapeReader } from '../read-shape.ts'
import type { SettingsDocument } from '../sections.ts'
import {
  type ConfigFileContent,
  ConfigFileShape,
  type FileConnection,
  type FileEmail,
  type FileWebhook,
  monitorNames,
} from './config-file-shape.ts'
import { type ConfigYaml, readConfigYaml } from './config-yaml.ts'
import { refuseReferences } from './secret-references.ts'

/** The text of a `pulse.yaml` with its secrets in place. */
export interface ConfigFileText {
  /** For people. */
  name: string
  text: string
}

/** A `pulse.yaml` that has been checked as far as it can be without knowing what it is applied to. */
export interface ConfigFile {
  name: string
  /** The name of each is set, and unique without regard to case; so is the address. */
  connections: readonly (ConnectionDraft & { name: string })[]
  email: SettingsDocument['email'] | undefined
  /** Without ids: here the name says which it is. */
  webhooks: readonly Omit<SettingsDocument['webhooks'][number], 'id'>[] | undefined
  alerts: NonNullable<SettingsDocument['alerts']> | undefined
  settings: Partial<SystemSettings>
  /** The error for what stands at a path; it names line and field. */
  problem(path: Path, message: string): AppError
}

const read = shapeReader(ConfigFileShape)

/** @throws {AppError} `config-file.invalid` naming line and field */
export function readConfigFile({ text, name }: ConfigFileText): ConfigFile {
  const yaml = readConfigYaml(text, name)
  refuseReferences(yaml)
  const content = readContent(yaml)
  const { receivers, settings = {} } = content
  return {
    name,
    connections: readConnections(content.connections ?? [], yaml),
    email: receivers?.email && emailOf(receivers.email),
    webhooks: receivers?.webhooks && readWebhooks(receivers.webhooks, yaml),
    alerts: alertsOf(content),
    settings: at(yaml, ['settings'], () => checkSystemSettings(settings)),
    problem: (path, message) => yaml.problem(path, message),
  }
}

function readContent(yaml: ConfigYaml): ConfigFileContent {
  const unknown = (path: Path): never => {
    throw new ShapeProblem(path, 'is not known here')
  }
  try {
    return read(yaml.value, { anyCase: false, unknown })
  } catch (error) {
    if (!(error instanceof ShapeProblem)) throw error
    const hint = error.message === 'must be string' ? 'must be text: put it in quotes' : error.message
    throw yaml.problem(error.path, hint)
  }
}

/** What is refused inside is refused with line and field. */
function at<T>(yaml: ConfigYaml, path: Path, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw yaml.problem([...path, ...(placeOfField[error.field ?? ''] ?? [error.field ?? ''])], error.message)
  }
}

/** Where the fields of the API stand in the file, as far as they have another name there. */
const placeOfField: Readonly<Record<string, Path>> = {
  '': [],
  tokenName: ['token', 'id'],
  tokenValue: ['token', 'secret'],
}

function readConnections(given: readonly FileConnection[], yaml: ConfigYaml): ConfigFile['connections'] {
  const names = new Set<string>()
  const places = new Set<string>()
  return given.map((connection, index) => {
    const path = ['connections', index]
    const { name } = connection
    if (names.has(name.toLowerCase()))
      throw yaml.problem([...path, 'name'], `another connection is called "${name}", too`)
    const draft = at(yaml, path, () => readConnectionInput(inputOf(connection)))
    const place = `${draft.product} ${draft.url}`
    if (places.has(place)) throw yaml.problem([...path, 'host'], `another connection leads to ${draft.url}, too`)
    names.add(name.toLowerCase())
    places.add(place)
    return { ...draft, name }
  })
}

function inputOf(connection: FileConnection): ConnectionInput {
  const { name, type, host, token, user = '', password = '', fingerprint = '', verifySSL, monitor = {} } = connection
  if (token && password !== '')
    throw new AppError('request.invalid', 'give a token, or user and password, but not both', { field: 'token' })
  const flags = Object.entries(monitorNames).flatMap(([short, flag]) => {
    const value = Object.entries(monitor).find(([each]) => each === short)?.[1]
    return value === undefined ? [] : [[flag, value] as const]
  })
  return {
    name,
    type,
    host,
    user,
    password,
    ...(token && { tokenName: token.id, tokenValue: token.secret }),
    fingerprint: typeof fingerprint === 'string' ? fingerprint : fingerprint.join(','),
    ...(verifySSL !== undefined && { verifySSL }),
    ...Object.fromEntries(flags),
  }
}

const submissions = 465

/** Unless said otherwise, mail goes over TLS: from the start on port 465, by STARTTLS elsewhere. */
function emailOf(given: FileEmail): NonNullable<ConfigFile['email']> {
  const { enabled = true, provider = '', server, port = 587, username = '', password = '', from, to = [] } = given
  const { tls = port === submissions, startTLS = !tls } = given
  return { enabled, provider, server, port, username, password: new Secret(password), from, to, tls, startTLS }
}

function readWebhooks(given: readonly FileWebhook[], yaml: ConfigYaml): ConfigFile['webhooks'] {
  const names = new Set<string>()
  return given.map((hook, index) => {
    const { name, url, method = 'POST', headers = {}, enabled = true, service = 'generic', template = '' } = hook
    if (names.has(name))
      throw yaml.problem(['receivers', 'webhooks', index, 'name'], `another webhook is called "${name}", too`)
    names.add(name)
    return { name, url: new Secret(url), method, headers: new Secret(headers), enabled, service, template }
  })
}

function alertsOf({ thresholds, alerts }: ConfigFileContent): ConfigFile['alerts'] {
  if (!thresholds && !alerts) return undefined
  const { guests, nodes, storage, overrides } = thresholds ?? {}
  return {
    enabled: true,
    ...alerts,
    ...(guests && { guestDefaults: guests }),
    ...(nodes && { nodeDefaults: nodes }),
    ...(storage && { storageDefault: storage }),
    ...(overrides && { overrides }),
  }
}
