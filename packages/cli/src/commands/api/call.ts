import { type Method, resultShape, type Verb } from '@pulse/proxmox/schema'
import { CommandError } from '../../command-error.ts'
import type { Machine } from '../../io/machine.ts'
import { outputForm, pickColumns, resultText } from '../../print/result.ts'
import { checkCall } from '../../proxmox/check-call.ts'
import { type Target, withConnection } from '../../proxmox/connect.ts'
import { findConnection } from '../../proxmox/connection.ts'
import { requireMethod } from '../../proxmox/find-method.ts'
import { type Parameters, readParameters } from '../../proxmox/read-parameters.ts'
import type { Given, Run } from '../command.ts'

/** `pulse api get|post|put|delete`: one call, and the task that it starts. */
export const call =
  (verb: Verb): Run =>
  async (given, machine) => {
    if (given.switches.has('dry-run')) return dryRun(verb, given, machine)
    const timeoutMs = readTimeout(given.texts['timeout'])
    const connection = await findConnection(given, machine)
    const { method, parameters } = await readCall(verb, connection.product, given, machine)
    await withConnection(connection, machine, async (target) => {
      const data = await send(target, { method, parameters, timeoutMs }, given, machine)
      if (verb !== 'GET' && isUpid(data) && !given.switches.has('no-wait')) {
        const { followTask } = await import('./follow-task.ts')
        await followTask(target, data, timeoutMs, machine)
      }
      const form = outputForm(given.texts['output'], machine.terminal)
      machine.print(
        await resultText(pickColumns(data, given.texts['columns'], columnsOf(method)), form, machine.terminal),
      )
    })
  }

interface Call {
  readonly method: Method
  readonly parameters: Parameters
  readonly timeoutMs: number | undefined
}

/** The call that the words mean, checked: nothing is sent that the host would refuse. */
async function readCall(
  verb: Verb,
  product: Target['product'],
  given: Given,
  machine: Machine,
): Promise<Pick<Call, 'method' | 'parameters'>> {
  const { method, pathParameters } = requireMethod(product, verb, given.words[0] ?? '')
  const own = withFile(method.path, await readParameters(method.path, given, machine), given.texts['file'])
  const twice = Object.entries(pathParameters).find(([name, value]) => {
    const other = own[name]
    return other !== undefined && (typeof other === 'number' ? String(other) : other) !== value
  })
  if (twice !== undefined)
    throw new CommandError('invalid', `${twice[0]} stands in the path already; leave out --param.`)
  return { method, parameters: checkCall(method, { ...own, ...pathParameters }) }
}

async function send(
  target: Target,
  { method, parameters, timeoutMs }: Call,
  given: Given,
  machine: Machine,
): Promise<unknown> {
  const options = { signal: machine.stopped, ...(timeoutMs !== undefined && { totalMs: timeoutMs, idleMs: timeoutMs }) }
  const file = given.texts['file']
  if (file === undefined) return target.client.call(method.verb, method.path, parameters, options)
  const { sendFile } = await import('./send-file.ts')
  return sendFile(target, file, parameters, timeoutMs, machine)
}

/** A file brings its name with it. */
function withFile(path: string, parameters: Parameters, file: string | undefined): Parameters {
  const isUpload = path === '/nodes/{node}/storage/{storage}/upload'
  if (file === undefined && isUpload) throw new CommandError('usage', 'Which file? Give --file.')
  if (file === undefined) return parameters
  if (!isUpload) throw new CommandError('usage', `--file: ${path} takes no file.`)
  // The last part of a path, by the customs of Unix and Windows.
  return { filename: file.split(/[/\\]/).at(-1), ...parameters }
}

async function dryRun(verb: Verb, given: Given, machine: Machine): Promise<void> {
  const { equivalentLines } = await import('../../proxmox/equivalent.ts')
  const connection = await findConnection(given, machine)
  const { method, parameters } = await readCall(verb, connection.product, given, machine)
  const { ca: caFile, file } = given.texts
  machine.print(equivalentLines({ connection, method, parameters, caFile, file }).join('\n'))
}

/** What rows of the answer may have, whether or not one has it now. */
function columnsOf(method: Method): string[] {
  const shape = resultShape(method)
  return Object.keys((shape.items ?? shape).properties ?? {})
}

const isUpid = (data: unknown): data is string => typeof data === 'string' && data.startsWith('UPID:')

function readTimeout(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : 0
  if (seconds < 1) throw new CommandError('usage', `--timeout is a whole number of seconds from 1 on, not "${text}".`)
  return seconds * 1000
}
