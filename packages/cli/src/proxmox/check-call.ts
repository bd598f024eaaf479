import { checkParameters, isSecretName, type Method, type Shape } from '@pulse/proxmox/schema'
import { CommandError } from '../command-error.ts'
import { shapeText } from '../print/shape-text.ts'
import { quoted } from '../print/visible.ts'
import { nearest } from './api-tree.ts'
import { type Parameters, parameterShape } from './read-parameters.ts'

/**
 * The parameters as the method takes them.
 *
 * @throws CommandError of kind `invalid` that names every parameter at fault and what it accepts
 */
export function checkCall(method: Method, given: Parameters): Parameters {
  const { properties = {} } = method.parameters
  const values = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, fitted(method, name, value)]))
  const problems: string[] = []
  for (const [name, value] of Object.entries(values)) {
    const isTwice = Array.isArray(value) && parameterShape(method, name)?.type !== 'array'
    if (isTwice) problems.push(`${name} was given more than once`)
  }
  for (const [name, problem] of problems.length > 0 ? [] : Object.entries(checkParameters(method, flat(values)))) {
    const shape = parameterShape(method, name)
    if (!shape) problems.push(unknown(name, properties))
    else if (values[name] === undefined) problems.push(`${name} is missing (${shapeText(shape)})`)
    // The product's words repeat the value.
    else problems.push(`${name} must be ${shapeText(shape)}${isSecretName(name, method.path) ? '' : `: ${problem}`}`)
  }
  if (problems.length === 0) return values
  const text = `${method.verb} ${method.path}: ${problems.map(quoted).join('; ')}.`
  throw new CommandError('invalid', withoutTokens(text))
}

function unknown(name: string, properties: Readonly<Record<string, Shape>>): string {
  const names = Object.keys(properties).map((one) => one.replace('[n]', '0'))
  const meant = nearest(name, names)
  if (names.length === 0) return `there is no parameter ${name}, as it takes none`
  const advice =
    meant.length > 0
      ? `did you mean ${meant.join(' or ')}?`
      : `there are ${names.slice(0, 10).join(', ')}${names.length > 10 ? ' …' : ''}`
  return `there is no parameter ${name}; ${advice}`
}

/** One value for a list is a list of one; several for a list in one text go into that text. */
function fitted(method: Method, name: string, value: unknown): unknown {
  const shape = parameterShape(method, name)
  if (shape?.type === 'array') return Array.isArray(value) ? value : [value]
  if (Array.isArray(value) && shape?.type === 'string' && (shape.format?.endsWith('-list') || shape.separated))
    return value.join(',')
  return value
}

/** Objects become property strings in the client; here they count as given. */
function flat(values: Parameters): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => typeof value !== 'object' || value === null || Array.isArray(value)),
  )
}

/** Whatever somebody pasted into a parameter. */
const withoutTokens = (text: string): string => text.replaceAll(/(P(?:VE|BS)APIToken)[= :][^\s'";]+/g, '$1=…')
