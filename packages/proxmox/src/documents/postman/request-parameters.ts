import { sampleParameters, sampleValue, type Method, type Shape } from '../../schema/schema.ts'
import { dialects } from './dialect.ts'
import { parameterNote } from './parameter-note.ts'
import type { Parameter } from './postman-format.ts'
import { sampleObject, snapshotVariables } from './sample-objects.ts'
import { workingSamples } from './working-samples.ts'

/** The values of the `:name` segments of a method's address. */
export function pathParameters(method: Method): Parameter[] {
  const samples = sampleParameters(method)
  return placeholdersOf(method).map((name) => {
    const sample = sampleObject(method, name)
    const value = sample === undefined ? textOf(samples[name])[0] : `{{${sample.variable}}}`
    return { key: name, value: workingSamples(method)[name] ?? value ?? '', description: noteOf(method, name) }
  })
}

/** The other parameters: first those to be sent, without which the call does not work; the rest is switched off. */
export function otherParameters(method: Method): Parameter[] {
  const samples = { ...ownSamples(method), ...workingSamples(method), ...loginParameters(method) }
  const inPath = new Set(placeholdersOf(method))
  const names = Object.keys(method.parameters.properties ?? {}).filter((name) => !inPath.has(name))
  const parametersOf = (name: string): Parameter[] => {
    const shape = method.parameters.properties?.[name] ?? {}
    const isGiven = Object.hasOwn(samples, name)
    const key = name.replace('[n]', '0')
    const values = textOf(isGiven ? samples[name] : sampleValue(shape, name.replace('[n]', ''), method.product))
    const isDemanded = isGiven && shape.optional === true
    const description = `${noteOf(method, name)}${isDemanded ? ' The call does not work without it.' : ''}`
    return values.map((value) => ({ key, value, description, ...(!isGiven && { disabled: true as const }) }))
  }
  const given = names.filter((name) => Object.hasOwn(samples, name))
  return [...given, ...names.filter((name) => !given.includes(name))].flatMap(parametersOf)
}

/** The snapshots of a backup server are named by type, id and time: those of one that was listed. */
function ownSamples(method: Method): Record<string, unknown> {
  const samples = sampleParameters(method)
  if (!method.path.startsWith('/admin/datastore/{store}/')) return samples
  const named = Object.entries(snapshotVariables).filter(([name]) => Object.hasOwn(samples, name))
  return { ...samples, ...Object.fromEntries(named.map(([name, variable]) => [name, `{{${variable}}}`])) }
}

/** The login by hand takes user and password from where the others take them. */
function loginParameters({ product, verb, path }: Method): Record<string, string> {
  const { prefix } = dialects[product]
  if (`${verb} ${path}` !== 'POST /access/ticket') return {}
  return { username: `{{${prefix}_USERNAME}}`, password: `{{${prefix}_PASSWORD}}` }
}

export function placeholdersOf({ path }: Method): string[] {
  return [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name)
}

function noteOf({ product, parameters, sinceParameters }: Method, name: string): string {
  const shape: Shape = parameters.properties?.[name] ?? {}
  return parameterNote(product, name, shape, sinceParameters?.[name])
}

/** As texts of a form: one for each item of a list. */
function textOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textOf)
  if (value === null || value === undefined) return ['']
  return [typeof value === 'string' ? value : JSON.stringify(value)]
}
