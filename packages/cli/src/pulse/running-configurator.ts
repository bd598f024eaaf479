import { CallError, createClient } from '@pulse/contract'
import type { Given } from '../commands/command.ts'
import { CommandError, type CommandErrorKind } from '../command-error.ts'
import type { Machine } from '../io/machine.ts'
import { serverFetch } from '../io/server-fetch.ts'
import { quoted } from '../print/visible.ts'
import type { Configurator } from './configurator.ts'

const defaultServer = 'http://127.0.0.1:7655'

/** A Pulse that runs, by its API. */
export async function runningConfigurator({ texts }: Given, machine: Machine): Promise<Configurator> {
  const { origin, protocol, hostname } = readServer(texts['server'] ?? defaultServer)
  const fingerprint = readFingerprint(texts['fingerprint'], protocol)
  const token = await readToken(texts['token-file'], machine)
  if (token !== undefined && protocol === 'http:' && !/^(127\.|localhost$|\[::1\]$)/.test(hostname))
    machine.note(`Warning: the token goes to ${origin} unencrypted.`)
  const call = createClient(origin, serverFetch(token, fingerprint))
  const work = async <T>(ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask()
    } catch (error) {
      throw error instanceof CallError ? refusal(error, origin, token) : error
    }
  }
  return {
    exported: (passphrase) => work(async () => (await call('POST /api/config/export', { body: { passphrase } })).data),
    fileText: () => work(async () => (await call('GET /api/config/file/text')).text),
    imported: (body) => work(() => call('POST /api/config/import', { body })),
    planned: (body) => work(async () => (await call('POST /api/config/file/plan', { body })).changes),
    applied: (body) => work(async () => (await call('POST /api/config/file/apply', { body })).changes),
  }
}

function readServer(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '' || url.username !== '')
    throw new CommandError('usage', '--server must be an address such as https://pulse.example.org:7655.')
  return url
}

function readFingerprint(text: string | undefined, protocol: string): string | undefined {
  if (text === undefined) return undefined
  if (protocol !== 'https:') throw new CommandError('usage', '--fingerprint is for a --server with https.')
  if (/^[0-9a-f]{64}$/i.test(text.replaceAll(':', ''))) return text
  throw new CommandError('invalid', '--fingerprint: a SHA-256 fingerprint has 64 hexadecimal digits, such as AB:CD:….')
}

async function readToken(file: string | undefined, { files, surroundings }: Machine): Promise<string | undefined> {
  const { environment } = surroundings
  if (file === undefined) return environment['PULSE_TOKEN'] || environment['API_TOKEN'] || undefined
  const text = await files.read(file).catch((error: unknown) => {
    const { code = 'unknown reason' } = error as { code?: string }
    throw new CommandError('invalid', `--token-file: ${file} cannot be read (${code}).`)
  })
  if (/^[\x21-\x7E]+$/.test(text.trim())) return text.trim()
  throw new CommandError('invalid', `--token-file: ${file} holds no token.`)
}

const kinds: Readonly<Record<number, CommandErrorKind>> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'missing',
  409: 'conflict',
  413: 'invalid',
  503: 'unavailable',
}

function refusal(error: CallError, server: string, token: string | undefined): CommandError {
  const { cause, status, message } = error
  if (cause instanceof CommandError) return cause
  if (status === 0) {
    const { code = cause instanceof Error ? cause.message : 'unknown reason' } = cause as { code?: string }
    return new CommandError('unavailable', `No Pulse answers at ${server} (${quoted(code)}).`)
  }
  const kind = kinds[status] ?? 'failed'
  const words = quoted(message.replace(/\.$/, ''))
  if (kind === 'unauthenticated' && token === undefined)
    return new CommandError(kind, `${words}. Set PULSE_TOKEN to an API token with every scope, or name a --token-file.`)
  return new CommandError(kind, `${words}.`)
}
