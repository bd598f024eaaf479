import type { PbsParameters, PveParameters } from './client-types.ts'
import type { PbsMethods } from './generated/pbs-methods.ts'
import type { PveMethods, PvePropertyFormats } from './generated/pve-methods.ts'
import { methodOf, methods, type Product, type Verb } from './schema/schema.ts'
import { buildPropertyString, ownOrFamily, parsePropertyString, type Shape } from './shape/shape.ts'

/** Reads and writes the texts of one kind of property string, such as `virtio=BC:24:11:00:00:01,bridge=vmbr0`. */
export interface PropertyString<T extends object> {
  /**
   * The values by key: numbers and booleans as such, all else as text. Other names of keys are resolved. Words and ranges
   * are not checked, so that what a server of any version sent can be read.
   *
   * @throws PropertyStringError that names the key
   */
  parse(text: string): ReadValues<T>
  /**
   * The text for these values. A value that is `undefined` is left out.
   *
   * @throws PropertyStringError that names the key
   */
  build(values: T | ReadValues<T>): string
}

declare const read: unique symbol

/** A word that was read, and that only other versions may know. It can be written back, but not made up. */
export type ReadWord = string & { readonly [read]: true }

/** Values as they are read: lists inside are texts, and a word may be one that only other versions know. */
export type ReadValues<T extends object> = {
  [K in keyof T]: ReadValue<Exclude<T[K], readonly unknown[]>>
}
type ReadValue<T> = T extends string ? (string extends T ? T : T | ReadWord) : T

type VerbName = 'get' | 'post' | 'put' | 'delete'
/** The object form of a parameter's value, or of the items of its list. */
type ObjectForm<T> = T extends readonly (infer I)[] ? Extract<I, object> : Extract<T, object>
type KeyOf<T> = keyof T & string

/**
 * A property string of PVE: by the name of its format, or by the parameter that takes it.
 *
 * @example
 * const net = pvePropertyString('put', '/nodes/{node}/qemu/{vmid}/config', 'net0')
 * net.parse('virtio=BC:24:11:00:00:01,bridge=vmbr0,firewall=1').firewall // true
 * pvePropertyString('pve-qm-hostpci').build({ host: '0000:01:00.0', pcie: true }) // '0000:01:00.0,pcie=1'
 * @throws Error if there is no such property string
 */
export function pvePropertyString<F extends keyof PvePropertyFormats>(format: F): PropertyString<PvePropertyFormats[F]>
export function pvePropertyString<
  V extends VerbName,
  P extends KeyOf<PveMethods[V]>,
  K extends KeyOf<PveParameters<V, P>>,
>(verb: V, path: P, parameter: K): PropertyString<ObjectForm<NonNullable<PveParameters<V, P>[K]>>>
export function pvePropertyString(
  ...key: [format: string] | [verb: VerbName, path: string, parameter: string]
): PropertyString<object> {
  return codecOf('pve', key.length === 1 ? fieldsOfFormat(key[0]) : fieldsOfParameter('pve', ...key), key)
}

/**
 * A property string of the Backup Server, by the parameter that takes it.
 *
 * @example
 * const mode = pbsPropertyString('put', '/config/datastore/{name}', 'maintenance-mode')
 * mode.build({ type: 'offline', message: 'disk 3, then 4' }) // 'offline,message="disk 3, then 4"'
 * @throws Error if there is no such property string
 */
export function pbsPropertyString<
  V extends VerbName,
  P extends KeyOf<PbsMethods[V]>,
  K extends KeyOf<PbsParameters<V, P>>,
>(verb: V, path: P, parameter: K): PropertyString<ObjectForm<NonNullable<PbsParameters<V, P>[K]>>>
export function pbsPropertyString(...key: [verb: VerbName, path: string, parameter: string]): PropertyString<object> {
  return codecOf('pbs', fieldsOfParameter('pbs', ...key), key)
}

type Fields = Readonly<Record<string, Shape>>

function codecOf(product: Product, fields: Fields | undefined, key: readonly string[]): PropertyString<object> {
  if (!fields) throw new Error(`${key.join(' ')}: is no property string`)
  const form = { fields, quotes: product === 'pbs' }
  return {
    // Newer versions may know keys that the schema here does not; the compiler refuses those that are made up.
    parse: (text) => parsePropertyString({ ...form, unknownKeys: 'keep' }, text),
    build: (values) => buildPropertyString({ ...form, unknownKeys: 'keep' }, { ...values }),
  }
}

function fieldsOfParameter(product: Product, verb: VerbName, path: string, parameter: string): Fields | undefined {
  // A verb in capitals is a verb all the same.
  const properties = methodOf(product, verb.toUpperCase() as Verb, path)?.parameters.properties ?? {}
  const shape = ownOrFamily(properties, parameter)
  return shape?.fields ?? shape?.items?.fields ?? shape?.oneOf?.find((one) => one.items?.fields)?.items?.fields
}

function fieldsOfFormat(format: string): Fields | undefined {
  for (const { parameters } of methods('pve')) {
    for (const shape of Object.values(parameters.properties ?? {})) {
      const found = [shape, shape.items].find((one) => one?.format === format && one.fields)
      if (found) return found.fields
    }
  }
  return undefined
}
