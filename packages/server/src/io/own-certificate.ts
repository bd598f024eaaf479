import { createPrivateKey, X509Certificate } from 'node:crypto'
import { chmod, readFile, stat } from 'node:fs/promises'
import { hostname, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { type Clock, type Log, replaceFile, StartError } from '../platform/platform.ts'

interface Pair {
  certificate: string
  key: string
  fingerprint: string
  /** ms since epoch */
  validToAt: number
}

interface Surroundings {
  /** The data directory. */
  directory: string
  clock: Pick<Clock, 'now'>
  log: Log
}

const dayMs = 86_400_000
/** As much as browsers take of a certificate that no public authority signed. */
const validDays = 825
const renewalDays = 30

/**
 * A certificate of our own for whoever has none: made at the first start and kept in the data directory as `tls.crt` and
 * `tls.key`, both for this user alone. It stays the same, so that people can trust its fingerprint; a month before its end
 * the next start makes a new one.
 *
 * @throws {StartError} naming the file that cannot be read
 */
export async function ownCertificate({ directory, clock, log }: Surroundings): Promise<Pair> {
  const paths = { certificate: join(directory, 'tls.crt'), key: join(directory, 'tls.key') }
  const kept = await readPair(paths, log)
  const isGood = kept !== undefined && kept.validToAt - clock.now() > renewalDays * dayMs
  if (isGood) {
    await Promise.all(Object.values(paths).map((path) => makePrivate(path, log)))
    return kept
  }
  const made = await makePair(clock.now())
  const { fingerprint } = made
  await savePair(paths, made).then(
    () => log.info({ fingerprint }, kept ? 'the certificate was renewed before its end' : 'a certificate was made'),
    (error: unknown) =>
      log.warn({ error, fingerprint }, 'the certificate could not be saved and ends with this process'),
  )
  return made
}

async function readPair(paths: { certificate: string; key: string }, log: Log): Promise<Pair | undefined> {
  const [certificate, key] = [await textOf(paths.certificate), await textOf(paths.key)]
  if (certificate === undefined || key === undefined) return undefined
  try {
    const leaf = new X509Certificate(certificate)
    if (!leaf.checkPrivateKey(createPrivateKey(key))) throw new Error('key and certificate do not belong together')
    return { certificate, key, fingerprint: leaf.fingerprint256, validToAt: leaf.validToDate.getTime() }
  } catch (error) {
    log.warn({ error }, 'the own certificate is damaged and is made anew')
    return undefined
  }
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw new StartError(`The file ${path} cannot be read (${code}): check its owner and mode, or remove it.`, error)
  }
}

async function makePair(now: number): Promise<Pair> {
  const { names, addresses } = ownNames()
  // A clock that is a little behind must not refuse it.
  const notBefore = now - dayMs
  // Loaded when it is wanted: few starts make a certificate, and it costs each of them its time and memory.
  const { generate } = await import('selfsigned')
  const { cert: certificate, private: key } = await generate([{ name: 'commonName', value: 'Pulse' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(notBefore),
    notAfterDate: new Date(notBefore + validDays * dayMs),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...names.map((value) => ({ type: 2 as const, value })),
          ...addresses.map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  })
  const leaf = new X509Certificate(certificate)
  return { certificate, key, fingerprint: leaf.fingerprint256, validToAt: leaf.validToDate.getTime() }
}

/** Under which this machine can be reached, as far as it knows. */
function ownNames(): { names: string[]; addresses: string[] } {
  const named = hostname().toLowerCase()
  const isName = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/.test(named)
  const found = Object.values(networkInterfaces())
    .flatMap((addresses = []) => addresses)
    // Link-local ones are good on one interface only.
    .flatMap(({ address, family }) => (family === 'IPv6' && /^fe80:/i.test(address) ? [] : [address]))
  return {
    names: [...new Set(['localhost', ...(isName ? [named] : [])])],
    addresses: [...new Set(['127.0.0.1', '::1', ...found])],
  }
}

/** The key first: a certificate without its key is made anew at the next start. */
async function savePair(paths: { certificate: string; key: string }, pair: Pair): Promise<void> {
  await replaceFile(paths.key, pair.key)
  await replaceFile(paths.certificate, pair.certificate)
}

async function makePrivate(path: string, log: Log): Promise<void> {
  const { mode } = await stat(path)
  if (process.platform === 'win32' || (mode & 0o077) === 0) return
  log.warn({ file: path }, 'others could read this file; its mode was set to 0600')
  await chmod(path, 0o600).catch((error: unknown) => log.warn({ error, file: path }, 'the mode could not be set'))
}
