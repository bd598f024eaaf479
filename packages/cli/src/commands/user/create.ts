import type { Wish } from '@pulse/contract'
import { CommandError } from '../../command-error.ts'
import type { Machine } from '../../io/machine.ts'
import { visible } from '../../print/visible.ts'
import { openTarget, type Target, withTarget } from '../../proxmox/connect.ts'
import { variable } from '../../proxmox/environment.ts'
import { explain } from '../../proxmox/explain.ts'
import {
  type MonitoringUser,
  nothing,
  type Plan,
  readMonitoringUser,
  shellLine,
  type Step,
  tokenIdOf,
} from '../../proxmox/monitoring-user.ts'
import { planOf } from '../../proxmox/monitoring-user-plan.ts'
import {
  findSecretFile,
  type SecretFile,
  secretText,
  trustVariables,
  tryFolder,
  writeSecret,
} from '../../proxmox/monitoring-user-secret.ts'
import { lookAround, versionOf } from '../../proxmox/monitoring-user-sights.ts'
import { readPbsState, readPveState } from '../../proxmox/monitoring-user-state.ts'
import type { Given, Run } from '../command.ts'
import { lacking, printFindings } from './print-findings.ts'

const productNames = { pve: 'Proxmox VE', pbs: 'Proxmox Backup Server' } as const

/** `pulse user create`: the user, role, token and permissions that Pulse looks with, made or mended through the API. */
export const create: Run = async (given, machine) => {
  const version = given.texts['for-version']
  if (version !== undefined) return printForVersion(given, version, machine)
  await withTarget(given, machine, async (target) => {
    const user = readUser(given, target.product, await versionOf(target))
    const state =
      target.product === 'pve'
        ? await readPveState(target.client, user, machine.now())
        : await readPbsState(target.client, user, machine.now())
    const plan = planOf(user, state, given.switches.has('rotate'))
    if (given.switches.has('dry-run')) printCommands(user, plan, machine)
    else await carryOut(given, target, user, plan, machine)
  })
}

function readUser(given: Given, product: Target['product'], version: string): MonitoringUser {
  const wishes = (['backups', 'updates'] as const).filter((wish) => given.switches.has(`with-${wish}`))
  const [wish] = wishes
  if (product === 'pbs' && wish !== undefined)
    throw new CommandError('usage', `--with-${wish} is for Proxmox VE: a backup server shows it to every auditor.`)
  const { user, token } = given.texts
  return readMonitoringUser({ user, token }, { product, version }, new Set<Wish>(wishes))
}

/** Without asking any host: for those who would rather type the commands themselves. */
function printForVersion(given: Given, version: string, machine: Machine): void {
  if (!given.switches.has('dry-run')) throw new CommandError('usage', '--for-version is for --dry-run.')
  if (!/^\d{1,2}\.\d{1,2}(\.\d+)?$/.test(version))
    throw new CommandError('usage', `--for-version is a version such as 9.2, not "${version}".`)
  const user = readUser(given, given.texts['product'] === 'pbs' ? 'pbs' : 'pve', version)
  printCommands(user, planOf(user, nothing, false), machine)
}

function printCommands({ product, version }: MonitoringUser, plan: Plan, machine: Machine): void {
  machine.print(
    `# As root on the ${product === 'pve' ? 'host, or on any one of its cluster' : 'server'}, ${productNames[product]} ${version}:`,
  )
  for (const what of plan.there) machine.print(`# there already: ${what}`)
  // What others have named must not become a command.
  for (const what of plan.left) machine.print(`# stays as it is: ${visible(what)}`)
  for (const { command } of plan.steps) machine.print(shellLine(command))
  if (plan.steps.some(({ tellsSecret }) => tellsSecret))
    machine.print('# Keep the secret that is shown now: it is shown only once.')
}

async function carryOut(
  given: Given,
  target: Target,
  user: MonitoringUser,
  plan: Plan,
  machine: Machine,
): Promise<void> {
  const { product, url, connection } = target
  const tokenId = tokenIdOf(user)
  const file = await findSecretFile(given.texts['save'], connection, tokenId, machine)
  const isNew = plan.steps.some(({ tellsSecret }) => tellsSecret)
  if (isNew) await mayWrite(given, file, machine)
  machine.print(`${productNames[product]} ${user.version} at ${url}`)
  for (const what of plan.there) machine.print(`  there    ${what}`)
  const made = await run(target, plan.steps, machine, async (secret) => {
    const caFile = given.texts['ca'] ?? machine.surroundings.environment[variable(product, 'CA_FILE')]
    const text = secretText(target, tokenId, secret, await trustVariables(connection, caFile))
    await writeSecret(file, text, machine)
    machine.print(`  saved    its secret in ${file.path}`)
  })
  for (const what of plan.left) machine.print(`  stays    ${visible(what)}`)
  const secret = made ?? file.secret
  if (secret === undefined) return explainNoSecret(tokenId, file, machine)
  await checkToken(target, tokenId, secret, machine)
  for (const line of nextSteps(target, tokenId, file)) machine.print(line)
}

async function mayWrite(given: Given, file: SecretFile, machine: Machine): Promise<void> {
  if (file.exists && !given.switches.has('rotate') && !given.switches.has('force'))
    throw new CommandError(
      'conflict',
      `${file.path} is there already: name another file with --save, or replace it with --force.`,
    )
  await tryFolder(file, machine)
}

/** Does one step after the other; gives the secret, where one was told. */
async function run(
  target: Target,
  steps: readonly Step[],
  machine: Machine,
  keepSecret: (secret: string) => Promise<void>,
): Promise<string | undefined> {
  const done: string[] = []
  let kept: string | undefined
  for (const step of steps) {
    const { verb, path, parameters, what } = step
    if (machine.stopped.aborted) throw new CommandError('failed', `Stopped. ${unfinished(step, done)}`)
    machine.terminal.progress(`making ${what} …`)
    const answer = await target.client.call(verb, path, parameters).catch(async (error: unknown) => {
      machine.terminal.progress('')
      throw await stoppedAt(step, done, error, target)
    })
    machine.terminal.progress('')
    machine.print(`  ${step.mends ? 'mended  ' : 'made    '} ${what}`)
    if (step.tellsSecret) {
      kept = secretOf(answer)
      await keepSecret(kept)
    }
    done.push(what)
  }
  return kept
}

function secretOf(answer: unknown): string {
  const secret = typeof answer === 'object' && answer !== null && 'value' in answer ? answer.value : undefined
  // A UUID. Anything else could be more than one line of the file that shells read.
  if (typeof secret === 'string' && /^[\w-]{8,128}$/.test(secret)) return secret
  throw new CommandError('failed', 'The host made the token, but did not tell its secret. Add --rotate for a new one.')
}

/** A failure in the middle: what is there, what is not, and that nothing is lost. */
async function stoppedAt(step: Step, done: readonly string[], error: unknown, target: Target): Promise<unknown> {
  const explained = await explain(error, target.connection)
  if (!(explained instanceof CommandError)) return explained
  return new CommandError(explained.kind, `${explained.message}\n${unfinished(step, done)}`)
}

function unfinished(step: Step, done: readonly string[]): string {
  const so = done.length === 0 ? 'Nothing was changed.' : `What was made before stays: ${done.join('; ')}.`
  return `Not made: ${step.what}. ${so} Run the command again to make the rest.`
}

async function checkToken(target: Target, tokenId: string, secret: string, machine: Machine): Promise<void> {
  const own = { ...target.connection, login: { kind: 'token', tokenId, secret } } as const
  const withToken = openTarget(own, { kind: 'token', tokenId, secret })
  machine.print('')
  machine.print(`What ${tokenId} may see:`)
  machine.print('')
  try {
    const missing = printFindings(target.product, await lookAround(withToken), machine)
    if (missing.length > 0)
      throw lacking(missing, `It was granted on /: look for a role such as NoAccess that takes it away further down.`)
  } catch (error) {
    throw await explain(error, own)
  } finally {
    await withToken.client.close()
  }
}

function explainNoSecret(tokenId: string, file: SecretFile, machine: Machine): void {
  machine.print('')
  machine.print(`${tokenId} was there before, and a secret cannot be read again. ${file.path} does not have it either.`)
  machine.print('If nobody has it any more, add --rotate: the token gets a new secret, and the old one is void.')
}

function nextSteps({ url, product }: Target, tokenId: string, { path }: SecretFile): string[] {
  return [
    '',
    'Try it:',
    `  ${shellLine(['pulse', 'api', 'get', '/version', '--env', path])}`,
    'Add it to Pulse, in the browser under Connections:',
    `  address ${url}, token ID ${tokenId}, token secret ${variable(product, 'TOKEN_SECRET')} of ${path}`,
  ]
}
