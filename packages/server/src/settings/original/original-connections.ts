import { type ConnectionInput, ConnectionInputShape, type Product } from '@pulse/contract'
import Type, { type Static } from 'typebox'
import { AppError } from '../../platform/platform.ts'
import { type IncomingConnection, mostConnections } from '../configuration.ts'
import { readConnectionInput } from '../connection-input.ts'
import { pathText, shapeReader, ShapeProblem } from '../read-shape.ts'
import { Flag, ListOf, Text } from './original-shapes.ts'

const InstanceShape = Type.Object({
  Name: Text,
  Host: Text,
  User: Text,
  Password: Text,
  TokenName: Text,
  TokenValue: Text,
  Fingerprint: Text,
  VerifySSL: Flag,
  MonitorVMs: Flag,
  MonitorContainers: Flag,
  MonitorStorage: Flag,
  MonitorBackups: Flag,
  MonitorDatastores: Flag,
  MonitorSyncJobs: Flag,
  MonitorVerifyJobs: Flag,
  MonitorPruneJobs: Flag,
  MonitorGarbageJobs: Flag,
  /** Where the members of a cluster were found once. Only their names are used, to understand old ids. */
  ClusterEndpoints: ListOf(Type.Object({ NodeName: Text })),
})
type Instance = Static<typeof InstanceShape>

const NodesShape = Type.Object({ pveInstances: ListOf(InstanceShape), pbsInstances: ListOf(InstanceShape) })

const read = shapeReader(NodesShape)
const connectionOf = shapeReader(ConnectionInputShape)

/**
 * Connections as the original kept them. One that could never have worked is left out with a warning, as there; one that
 * is wrong is refused.
 *
 * @throws {ShapeProblem}
 * @throws {AppError} `request.invalid`
 */
export function readNodes(value: unknown, warnings: string[]): IncomingConnection[] {
  const { pveInstances, pbsInstances } = read(value, { anyCase: true })
  const instances = [
    ...(pveInstances ?? []).map((instance) => ({ product: 'pve' as const, instance })),
    ...(pbsInstances ?? []).map((instance) => ({ product: 'pbs' as const, instance })),
  ]
  if (instances.length > mostConnections)
    throw new AppError('request.invalid', `there are more than ${mostConnections} connections`)
  return instances.flatMap(({ product, instance }) => readInstance(product, instance, warnings) ?? [])
}

function readInstance(product: Product, instance: Instance, warnings: string[]): IncomingConnection | undefined {
  const { Name = '', Host = '' } = instance
  const credentials = credentialsOf(product, instance)
  if (Host.trim() === '' || !credentials) {
    const what = Host.trim() === '' ? 'has no host' : 'has no credentials'
    warnings.push(`Connection "${Name}" ${what} and was left out`)
    return undefined
  }
  try {
    const input = connectionOf(
      {
        type: product,
        host: Host,
        name: Name,
        ...credentials,
        fingerprint: instance.Fingerprint ?? '',
        verifySSL: instance.VerifySSL ?? false,
        ...flagsOf(product, instance),
      },
      { anyCase: false },
    )
    const draft = readConnectionInput(input)
    if (!draft.verifySSL && draft.fingerprints.length === 0)
      warnings.push(`The certificate of "${Name || Host}" is not checked, as before: pin its fingerprint`)
    const nodes = (instance.ClusterEndpoints ?? []).flatMap(({ NodeName }) => NodeName ?? [])
    return { draft, id: null, nodes }
  } catch (error) {
    const why = error instanceof Error ? error.message : ''
    const field = error instanceof ShapeProblem ? `${pathText(error.path)} ` : ''
    throw new AppError('request.invalid', `"${Name || Host}": ${field}${why}`)
  }
}

/** A backup server with both logs in with its password, as it did before; a token wins otherwise. */
function credentialsOf(product: Product, instance: Instance): Partial<ConnectionInput> | undefined {
  const { User: user = '', Password: password = '', TokenName: tokenName = '', TokenValue: tokenValue = '' } = instance
  const hasPassword = user.trim() !== '' && password !== ''
  const hasToken = tokenName.trim() !== '' && tokenValue.trim() !== ''
  if (hasPassword && (product === 'pbs' || !hasToken)) return { user, password }
  return hasToken ? { user, tokenName, tokenValue } : undefined
}

function flagsOf(product: Product, instance: Instance): Partial<ConnectionInput> {
  const { MonitorVMs, MonitorContainers, MonitorStorage, MonitorBackups, MonitorDatastores } = instance
  const { MonitorSyncJobs, MonitorVerifyJobs, MonitorPruneJobs, MonitorGarbageJobs } = instance
  const flags =
    product === 'pve'
      ? {
          monitorVMs: MonitorVMs,
          monitorContainers: MonitorContainers,
          monitorStorage: MonitorStorage,
          monitorBackups: MonitorBackups,
        }
      : {
          monitorDatastores: MonitorDatastores,
          monitorSyncJobs: MonitorSyncJobs,
          monitorVerifyJobs: MonitorVerifyJobs,
          monitorPruneJobs: MonitorPruneJobs,
          monitorGarbageJobs: MonitorGarbageJobs,
        }
  return Object.fromEntries(Object.entries(flags).filter(([, flag]) => flag !== undefined))
}
