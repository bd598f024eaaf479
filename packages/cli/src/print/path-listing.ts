import type { Terminal } from '../io/terminal.ts'
import { productNames } from '../proxmox/api-tree.ts'
import type {
  BelowDescription,
  MethodDescription,
  ParameterDescription,
  PathDescription,
} from '../proxmox/describe-path.ts'
import { visible } from './visible.ts'

type Style = Terminal['style']

/** What can be done at a path, for people. */
export function pathListing(description: PathDescription, { style }: Pick<Terminal, 'style'>): string {
  const { product, version, path, methods, below } = description
  const host = version === undefined ? '' : ` ${visible(version)}`
  const blocks = [
    [`${style('bold', path)}   ${productNames[product]}${host}`],
    ...methods.map((method) => methodLines(method, style)),
    ...(below.length > 0 ? [['Below it:', ...belowLines(below, style)]] : []),
  ]
  return blocks.map((lines) => lines.join('\n')).join('\n\n')
}

function methodLines({ verb, needs, since, lacking, parameters }: MethodDescription, style: Style): string[] {
  const age = since === undefined ? '' : `, since ${since}`
  const width = Math.max(0, ...parameters.map(({ name }) => name.length))
  return [
    `${style('bold', verb.padEnd(6))}  ${needs}${age}${lacking ? style('red', '  (this host lacks it)') : ''}`,
    ...parameters.map((parameter) => `  ${parameter.name.padEnd(width)}  ${parameterText(parameter)}`),
  ]
}

function parameterText({ required, accepts, default: preset, requires, since, lacking }: ParameterDescription): string {
  const notes = [
    required && 'required',
    accepts,
    preset !== undefined && `default ${visible(String(preset))}`,
    requires !== undefined && `needs ${requires}`,
    since !== undefined && `since ${since}`,
    lacking && 'lacking here',
  ]
  return notes.filter((note) => typeof note === 'string').join(', ')
}

function belowLines(below: readonly BelowDescription[], style: Style): string[] {
  const names = below.map(({ segment, more }) => `${segment}${more ? '/' : ''}`)
  const width = Math.max(...names.map((name) => name.length))
  return below.map(({ verbs, found }, index) => {
    const there = found ? style('cyan', `  ${found.map(visible).join(' ') || 'none'}`) : ''
    return `  ${(names[index] ?? '').padEnd(width)}  ${verbs.join(' ')}${there}`.trimEnd()
  })
}
