import type { SchemaMethod } from '../../packages/proxmox/src/apidoc/read-methods.ts'

/** What an older version had. */
export interface OlderSchema {
  readonly version: string
  readonly methods: readonly SchemaMethod[]
}

/**
 * Says of each method, and of each parameter that came later than its method, in which version it first stood. Nothing
 * is said of what the oldest schema has already.
 *
 * @param older oldest first
 * @param version of the methods themselves
 */
export function withFirstVersions(
  methods: readonly SchemaMethod[],
  older: readonly OlderSchema[],
  version: string,
): SchemaMethod[] {
  const books = older.map((schema) => ({
    version: schema.version,
    byName: new Map(schema.methods.map((method) => [nameOf(method), method])),
  }))
  return methods.map((method) => {
    const name = nameOf(method)
    const since = books.find(({ byName }) => byName.has(name))?.version ?? version
    const late: Record<string, string> = {}
    for (const parameter of Object.keys(method.parameters.properties ?? {})) {
      if (method.path.includes(`{${parameter}}`)) continue
      const has = books.find(({ byName }) => byName.get(name)?.parameters.properties?.[parameter])
      const first = has?.version ?? version
      if (first !== since) late[parameter] = first
    }
    const facts = {
      ...method.facts,
      ...(since !== (older[0]?.version ?? version) && { since }),
      ...(Object.keys(late).length > 0 && { sinceParameters: late }),
    }
    return { ...method, facts }
  })
}

/** Placeholders have changed their names at times. */
const nameOf = ({ verb, path }: SchemaMethod): string => `${verb} ${path.replaceAll(/\{[^}]+\}/g, '{}')}`
