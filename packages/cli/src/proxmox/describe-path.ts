import { availability, type Method, privilegeWords, type Product, type Shape } from '@pulse/proxmox/schema'
import { shapeText } from '../print/shape-text.ts'
import type { Branch } from './api-tree.ts'

/** What can be done at a path, and what is below it. */
export interface PathDescription {
  readonly product: Product
  /** Of the host, where one was asked. */
  readonly version?: string
  /** With placeholders. */
  readonly path: string
  readonly methods: readonly MethodDescription[]
  readonly below: readonly BelowDescription[]
}

export interface MethodDescription {
  readonly verb: string
  readonly needs: string
  readonly since?: string
  /** The version that was asked surely does not have it. */
  readonly lacking?: true
  readonly parameters: readonly ParameterDescription[]
}

export interface ParameterDescription {
  readonly name: string
  readonly required: boolean
  /** In words, as `integer from 100 to 999999999`. */
  readonly accepts: string
  readonly default?: string | number | boolean
  /** Another parameter that must come too. */
  readonly requires?: string
  readonly since?: string
  readonly lacking?: true
}

export interface BelowDescription {
  readonly segment: string
  readonly verbs: readonly string[]
  /** There are paths below it. */
  readonly more: boolean
  /** What there really is in place of a placeholder, where a host was asked. */
  readonly found?: readonly string[]
}

/** @param version of a host; without it nothing is said to be lacking */
export function describePath(
  product: Product,
  branch: Branch,
  version: string | undefined,
  found: readonly string[] | undefined,
): PathDescription {
  const lacks = (since: string | undefined): boolean =>
    version !== undefined && availability(product, since, version) === 'lacks'
  return {
    product,
    ...(version !== undefined && { version }),
    path: branch.path || '/',
    methods: branch.methods.map((method) => describeMethod(method, lacks)),
    below: [...branch.children.values()].map(({ segment, methods, children }) => ({
      segment,
      verbs: methods.filter(({ since }) => !lacks(since)).map(({ verb }) => verb),
      more: children.size > 0,
      ...(found && segment.startsWith('{') && { found }),
    })),
  }
}

function describeMethod(method: Method, lacks: (since: string | undefined) => boolean): MethodDescription {
  const { since, sinceParameters = {}, parameters } = method
  const described = Object.entries(parameters.properties ?? {})
    .filter(([name]) => !method.path.includes(`{${name}}`))
    .map(([name, shape]) => describeParameter(name, shape, sinceParameters[name], lacks))
  return {
    verb: method.verb,
    needs: privilegeWords(method),
    ...(since !== undefined && { since }),
    ...(lacks(since) && { lacking: true }),
    // Those that must be given come first.
    parameters: described.toSorted((a, b) => Number(b.required) - Number(a.required)),
  }
}

function describeParameter(
  name: string,
  shape: Shape,
  since: string | undefined,
  lacks: (since: string | undefined) => boolean,
): ParameterDescription {
  return {
    name,
    required: !shape.optional && !name.endsWith('[n]'),
    accepts: shapeText(shape),
    ...(shape.default !== undefined && { default: shape.default }),
    ...(shape.requires !== undefined && { requires: shape.requires }),
    ...(since !== undefined && { since }),
    ...(lacks(since) && { lacking: true }),
  }
}
