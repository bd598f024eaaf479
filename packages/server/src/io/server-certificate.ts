import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import { type Clock, type Log, StartError } from '../platform/platform.ts'
import type { TlsOptions } from '../server-options.ts'
import { ownCertificate } from './own-certificate.ts'

/** What a TLS server shows and proves, in PEM. */
export interface ServerCertificate {
  /** The server's own certificate first, others of its chain behind it. */
  certificate: string
  key: string
  /** SHA-256 of the server's own certificate, upper-case colon form. */
  fingerprint: string
}

export interface CertificateSurroundings {
  /** The data directory. */
  directory: string
  clock: Pick<Clock, 'now'>
  log: Log
}

/**
 * The certificate that the options ask for; undefined without TLS. It is read once: one that was renewed counts after a
 * restart.
 *
 * @throws {StartError} naming the file and what is wrong with it
 */
export async function serverCertificate(
  tls: TlsOptions,
  surroundings: CertificateSurroundings,
): Promise<ServerCertificate | undefined> {
  switch (tls.kind) {
    case 'off':
      return undefined
    case 'own':
      return ownCertificate(surroundings)
    case 'files':
      return certificateFromFiles(tls, surroundings)
  }
}

async function certificateFromFiles(
  paths: { certificate: string; key: string },
  { clock, log }: CertificateSurroundings,
): Promise<ServerCertificate> {
  const [certificate, key] = [await textOf(paths.certificate), await textOf(paths.key)]
  const leaf = readCertificate(certificate, paths.certificate)
  if (!leaf.checkPrivateKey(readKey(key, paths.key)))
    throw new StartError(`The key ${paths.key} does not belong to the certificate ${paths.certificate}.`)
  try {
    createSecureContext({ cert: certificate, key })
  } catch (error) {
    throw new StartError(`The certificate ${paths.certificate} cannot be used: it is too weak or damaged.`, error)
  }
  const { validFromDate, validToDate } = leaf
  const facts = { file: paths.certificate, validFrom: validFromDate, validTo: validToDate }
  if (validToDate.getTime() <= clock.now()) log.warn(facts, 'the certificate has expired')
  else if (validFromDate.getTime() > clock.now()) log.warn(facts, 'the certificate is not valid yet')
  return { certificate, key, fingerprint: leaf.fingerprint256 }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException
    const reason =
      code === 'ENOENT' ? 'does not exist' : code === 'EACCES' ? 'may not be read' : `cannot be read (${code})`
    throw new StartError(`The file ${path} ${reason}: check --tls-cert and --tls-key.`, error)
  }
}

function readCertificate(text: string, path: string): X509Certificate {
  try {
    return new X509Certificate(text)
  } catch (error) {
    throw new StartError(`The file ${path} holds no certificate in PEM form.`, error)
  }
}

function readKey(text: string, path: string): KeyObject {
  try {
    return createPrivateKey(text)
  } catch (error) {
    // In the header of PKCS #8 and of the older forms alike.
    if (/^(-----BEGIN|Proc-Type:).*ENCRYPTED/m.test(text))
      throw new StartError(`The key ${path} is protected by a passphrase: store it without one, with mode 0600.`, error)
    throw new StartError(`The file ${path} holds no private key in PEM form.`, error)
  }
}
