import { createPrivateKey, X509Certificate } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { generate } from 'selfsigned'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Log, silentLog, StartError } from '../platform/platform.ts'
import { type ServerCertificate, serverCertificate } from './server-certificate.ts'

const dayMs = 86_400_000
const own = { kind: 'own' } as const

let directory = ''
/** Messages of what was logged as a warning. */
let warned: string[] = []
const log: Log = { ...silentLog, warn: (_, message) => void warned.push(message) }

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pulse-tls-'))
  warned = []
})
afterEach(() => {
  chmodSync(directory, 0o700)
  rmSync(directory, { recursive: true })
})

const at = (now: number) => ({ directory, clock: { now: () => now }, log })
const inFiles = (certificate: string, key: string) => ({ kind: 'files' as const, certificate, key })

async function made(now = Date.now()): Promise<ServerCertificate> {
  const certificate = await serverCertificate(own, at(now))
  if (!certificate) throw new Error('there is one')
  return certificate
}

/** Asks a real server with it, believing that certificate and no other. */
async function ask({ certificate, key }: ServerCertificate, host: string, believed = certificate): Promise<string> {
  const server = createServer({ cert: certificate, key }, (_, response) => response.end('secret'))
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const { port } = server.address() as AddressInfo
  try {
    return await new Promise((resolve, reject) => {
      request({
        host: '127.0.0.1',
        servername: host === '127.0.0.1' ? '' : host,
        headers: { host },
        port,
        ca: believed,
      })
        .on('response', (response) => void text(response).then(resolve, reject))
        .on('error', reject)
        .end()
    })
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

describe('a certificate of our own', () => {
  it('is good for a real request, under every name that this machine has', async () => {
    const certificate = await made()
    for (const host of ['localhost', '127.0.0.1']) expect(await ask(certificate, host), host).toBe('secret')
    await expect(ask(certificate, 'evil.example')).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
    const leaf = new X509Certificate(certificate.certificate)
    expect(leaf.subjectAltName).toContain('IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1')
    expect(leaf.subjectAltName?.toLowerCase()).toContain(`dns:${hostname().toLowerCase()}`)
    expect(createPrivateKey(certificate.key).asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' })
    expect(leaf.ca).toBe(false)
    expect(leaf.fingerprint256).toBe(certificate.fingerprint)
  })

  it('lies in the data directory for this user alone, and is the same after a restart', async () => {
    const first = await made()
    expect(readdirSync(directory).toSorted()).toEqual(['tls.crt', 'tls.key'])
    for (const name of ['tls.crt', 'tls.key']) expect(statSync(join(directory, name)).mode & 0o777, name).toBe(0o600)
    expect(readFileSync(join(directory, 'tls.crt'), 'utf8')).toBe(first.certificate)
    chmodSync(join(directory, 'tls.key'), 0o644)
    expect(await made()).toMatchObject({ fingerprint: first.fingerprint, key: first.key })
    expect(statSync(join(directory, 'tls.key')).mode & 0o777).toBe(0o600)
    expect(warned).toEqual(['others could read this file; its mode was set to 0600'])
  })

  it('holds 825 days, and a new one is made at a start in its last month', async () => {
    const start = Date.UTC(2026, 0, 15, 10)
    const first = await made(start)
    const { validFromDate, validToDate } = new X509Certificate(first.certificate)
    expect([validFromDate.getTime(), validToDate.getTime()]).toEqual([start - dayMs, start + 824 * dayMs])
    expect((await made(start + (824 - 31) * dayMs)).fingerprint).toBe(first.fingerprint)
    const second = await made(start + (824 - 29) * dayMs)
    expect(second.fingerprint).not.toBe(first.fingerprint)
    expect((await made(start + 824 * dayMs)).fingerprint).toBe(second.fingerprint)
  })

  it.each<[string, () => void]>([
    ['is damaged', () => writeFileSync(join(directory, 'tls.crt'), 'no certificate')],
    ['has a damaged key', () => writeFileSync(join(directory, 'tls.key'), '')],
    ['lost its key', () => rmSync(join(directory, 'tls.key'))],
    ['lost its certificate', () => rmSync(join(directory, 'tls.crt'))],
  ])('that %s is made anew', async (_, damage) => {
    const first = await made()
    damage()
    const second = await made()
    expect(second.fingerprint).not.toBe(first.fingerprint)
    expect(await ask(second, 'localhost')).toBe('secret')
    await expect(ask(second, 'localhost', first.certificate)).rejects.toThrow()
  })

  it('with the key of another is made anew', async () => {
    await made()
    const other = await generate([{ name: 'commonName', value: 'other' }], { keyType: 'ec' })
    writeFileSync(join(directory, 'tls.key'), other.private)
    expect(await ask(await made(), 'localhost')).toBe('secret')
    expect(warned).toEqual(['the own certificate is damaged and is made anew'])
  })

  it('that cannot be saved is good for this start', async () => {
    const elsewhere = { ...at(Date.now()), directory: join(directory, 'missing') }
    const certificate = await serverCertificate(own, elsewhere)
    expect(certificate && (await ask(certificate, 'localhost'))).toBe('secret')
    expect(warned).toEqual(['the certificate could not be saved and ends with this process'])
  })
})

describe('a certificate in files', () => {
  const write = (name: string, content: string): string => {
    const path = join(directory, name)
    writeFileSync(path, content)
    return path
  }
  const pair = (notAfter = Date.now() + dayMs, notBefore = Date.now() - 2 * dayMs) =>
    generate([{ name: 'commonName', value: 'localhost' }], {
      keyType: 'ec',
      notBeforeDate: new Date(notBefore),
      notAfterDate: new Date(notAfter),
    })

  it('is served as it is, with its chain', async () => {
    const [leaf, other] = [await pair(), await pair()]
    const paths = inFiles(write('a.pem', `${leaf.cert}\n${other.cert}`), write('a.key', leaf.private))
    const certificate = await serverCertificate(paths, at(Date.now()))
    if (!certificate) throw new Error('there is one')
    expect(certificate.certificate).toBe(`${leaf.cert}\n${other.cert}`)
    expect(certificate.fingerprint).toBe(new X509Certificate(leaf.cert).fingerprint256)
    expect(await ask(certificate, 'localhost', leaf.cert)).toBe('secret')
    expect(warned).toEqual([])
  })

  it('is served after its end and before its time, with a warning', async () => {
    const now = Date.now()
    const [old, young] = [await pair(now - dayMs), await pair(now + 3 * dayMs, now + dayMs)]
    for (const { cert, private: key } of [old, young])
      await serverCertificate(inFiles(write('a.pem', cert), write('a.key', key)), at(now))
    expect(warned).toEqual(['the certificate has expired', 'the certificate is not valid yet'])
  })

  it('that is wrong stops the start, and the message names the file', async () => {
    const [one, other] = [await pair(), await pair()]
    const good = { certificate: write('a.pem', one.cert), key: write('a.key', one.private) }
    const missing = join(directory, 'missing.pem')
    const text = write('text.pem', 'hello')
    const encrypted = write(
      'encrypted.key',
      createPrivateKey(one.private).export({
        type: 'pkcs8',
        format: 'pem',
        cipher: 'aes-256-cbc',
        passphrase: 'x',
      }) as string,
    )
    const cases: [string, string, string][] = [
      [missing, good.key, `The file ${missing} does not exist: check --tls-cert and --tls-key.`],
      [good.certificate, missing, `The file ${missing} does not exist: check --tls-cert and --tls-key.`],
      [directory, good.key, `The file ${directory} cannot be read (EISDIR): check --tls-cert and --tls-key.`],
      [text, good.key, `The file ${text} holds no certificate in PEM form.`],
      [good.key, good.key, `The file ${good.key} holds no certificate in PEM form.`],
      [good.certificate, text, `The file ${text} holds no private key in PEM form.`],
      [good.certificate, good.certificate, `The file ${good.certificate} holds no private key in PEM form.`],
      [
        good.certificate,
        encrypted,
        `The key ${encrypted} is protected by a passphrase: store it without one, with mode 0600.`,
      ],
      [
        good.certificate,
        write('other.key', other.private),
        `The key ${join(directory, 'other.key')} does not belong to the certificate ${good.certificate}.`,
      ],
    ]
    for (const [certificate, key, message] of cases) {
      const error: unknown = await serverCertificate(inFiles(certificate, key), at(Date.now())).catch(
        (reason) => reason,
      )
      expect(error).toBeInstanceOf(StartError)
      expect((error as Error).message).toBe(message)
    }
  })

  it('that is too weak stops the start', async () => {
    const weak = await generate([{ name: 'commonName', value: 'localhost' }], { keySize: 1024, algorithm: 'sha1' })
    const paths = inFiles(write('a.pem', weak.cert), write('a.key', weak.private))
    await expect(serverCertificate(paths, at(Date.now()))).rejects.toThrow('cannot be used: it is too weak or damaged.')
  })
})

it('without TLS there is none, and no file', async () => {
  expect(await serverCertificate({ kind: 'off' }, at(Date.now()))).toBe(undefined)
  expect(readdirSync(directory)).toEqual([])
})
