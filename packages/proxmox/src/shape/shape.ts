export { family, familyProblem, lastOfFamily, ownOf, ownOrFamily } from './family.ts'
export { matches } from './matches.ts'
export { buildPropertyString, parsePropertyString, PropertyStringError } from './property-string.ts'

/**
 * The form of a value on the Proxmox wire: what a parameter accepts, what an answer holds.
 * The generated tables and the hand-made overrides in `quirks/` are both written in it.
 */
export interface Shape {
  /** Absent: any value. */
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'null'
  readonly optional?: true
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  /** A regular expression that the whole text must match. Kept only where JavaScript understands it. */
  readonly pattern?: string
  /** Name of a Proxmox format, such as `pve-vmid` or `pve-node-list`. */
  readonly format?: string
  /** The keys of a property string: `key=value,key=value` in one text. */
  readonly fields?: Readonly<Record<string, Shape>>
  /** A key of a property string whose value may stand without it. */
  readonly defaultKey?: true
  /** A key of a property string that is another name of this one. */
  readonly alias?: string
  /** Beside `alias`: the key that is given this one's name, as `virtio=MAC` says `model=virtio,macaddr=MAC`. */
  readonly keyAlias?: string
  /** A list in one text, `a,b,c`, of which each is of this form. Only the Backup Server's schema says so. */
  readonly separated?: Shape
  readonly default?: string | number | boolean
  /** Name of another parameter that must come too. */
  readonly requires?: string
  readonly items?: Shape
  /** A key such as `net[n]` stands for the family `net0`, `net1`, … */
  readonly properties?: Readonly<Record<string, Shape>>
  /** Form of every property that `properties` does not name. */
  readonly values?: Shape
  /** Names that `properties` does not know are refused. Only on parameters: answers may always hold more. */
  readonly closed?: true
  /** At least one of these forms. */
  readonly oneOf?: readonly Shape[]
  /** The vendor's sentence about it. Only in what was read from a server's own file, never in the committed tables. */
  readonly description?: string
  /** A number or boolean that may also travel as text, even from servers of today. */
  readonly asText?: true
  /** Texts that say "no value" where a number is due, such as `N/A`. */
  readonly absent?: readonly string[]
  /** Where a list or object may hold `null` as a value of its own (a gap in a series). */
  readonly nullable?: true
}

declare const held: unique symbol

/** A shape that also carries, for the compiler only, the type its decoded values have. */
export interface Typed<T> extends Shape {
  readonly [held]?: () => T
}

interface Optional<T> extends Typed<T> {
  readonly optional: true
}

/** The type of the values that a shape describes. */
export type Infer<S> = S extends { readonly [held]?: () => infer T } ? T : never

type Fields = Readonly<Record<string, Shape>>
type OptionalKeys<F extends Fields> = { [K in keyof F]: F[K] extends { optional: true } ? K : never }[keyof F]
type ObjectOf<F extends Fields> = { [K in Exclude<keyof F, OptionalKeys<F>>]: Infer<F[K]> } & {
  [K in OptionalKeys<F>]?: Infer<F[K]>
} extends infer O
  ? { [K in keyof O]: O[K] }
  : never

/** A text that newer versions may send beside the known words. */
export type OtherText = string & {}

interface Range {
  readonly minimum?: number
  readonly maximum?: number
}

export const text: Typed<string> = { type: 'string' }
export const flag: Typed<boolean> = { type: 'boolean' }
export const anything: Typed<unknown> = {}
export const integer = (range: Range = {}): Typed<number> => ({ type: 'integer', ...range })
export const number = (range: Range = {}): Typed<number> => ({ type: 'number', ...range })
export const words = <const W extends string>(...known: readonly W[]): Typed<W | OtherText> => ({
  type: 'string',
  enum: known,
})
export const optional = <T>(shape: Typed<T>): Optional<T> => ({ ...shape, optional: true })
export const nullable = <T>(shape: Typed<T>): Typed<T | null> => ({ ...(shape as Shape), nullable: true })
export const asText = <S extends Shape>(shape: S): S & { readonly asText: true } => ({ ...shape, asText: true })
export const list = <T>(items: Typed<T>): Typed<T[]> => ({ type: 'array', items })
export const record = <T>(values: Typed<T>): Typed<Record<string, T>> => ({ type: 'object', values })
export const object = <const F extends Fields>(properties: F): Typed<ObjectOf<F>> => ({ type: 'object', properties })

/** All of an object's fields, each of which may be missing. */
export function partial<const F extends Fields>(fields: F): { [K in keyof F]: Optional<Infer<F[K]>> } {
  const entries = Object.entries(fields).map(([name, shape]): [string, Shape] => [name, { ...shape, optional: true }])
  return Object.fromEntries(entries) as { [K in keyof F]: Optional<Infer<F[K]>> }
}
