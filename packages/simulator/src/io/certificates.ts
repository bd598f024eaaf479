import { X509Certificate } from 'node:crypto'
import { generate } from 'selfsigned'
import type { Certificate } from '../estate/node.ts'

export interface Authority {
  readonly name: string
  readonly key: string
  readonly pem: string
}

/** What a TLS server needs, and what it looks like from outside. */
export interface Identity {
  readonly key: string
  readonly pem: string
  readonly certificate: Certificate
}

const dayMs = 86_400_000

/** A certificate authority like the one that every Proxmox cluster makes for itself. */
export async function createAuthority(name: string): Promise<Authority> {
  const made = await generate(
    [
      { name: 'commonName', value: `Proxmox Virtual Environment ${name}` },
      { name: 'organizationName', value: 'PVE Cluster Manager CA' },
    ],
    {
      keyType: 'ec',
      algorithm: 'sha256',
      notBeforeDate: new Date(Date.now() - dayMs),
      notAfterDate: new Date(Date.now() + 3650 * dayMs),
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      ],
    },
  )
  return { name, key: made.private, pem: made.cert }
}

/** A node's certificate: two years, for its names and addresses and the loopback ones. */
export async function createIdentity(authority: Authority, name: string, ip: string, host: string): Promise<Identity> {
  const addresses = [...new Set(['127.0.0.1', '::1', host, ip])].filter((address) => /^[\d.]+$|:/.test(address))
  const made = await generate(
    [
      { name: 'commonName', value: `${name}.${authority.name}.example` },
      { name: 'organizationName', value: 'Proxmox Virtual Environment' },
    ],
    {
      keyType: 'ec',
      algorithm: 'sha256',
      notBeforeDate: new Date(Date.now() - dayMs),
      notAfterDate: new Date(Date.now() + 730 * dayMs),
      ca: { key: authority.key, cert: authority.pem },
      extensions: [
        { name: 'basicConstraints', cA: false },
        { name: 'extKeyUsage', serverAuth: true },
        {
          name: 'subjectAltName',
          altNames: [
            ...['localhost', name, `${name}.${authority.name}.example`].map((value) => ({ type: 2 as const, value })),
            ...addresses.map((address) => ({ type: 7 as const, ip: address })),
          ],
        },
      ],
    },
  )
  const facts = new X509Certificate(made.cert)
  return {
    key: made.private,
    pem: made.cert,
    certificate: {
      pem: made.cert,
      fingerprint: facts.fingerprint256,
      subject: `/${facts.subject.split('\n').join('/')}`,
      issuer: `/${facts.issuer.split('\n').join('/')}`,
      san: (facts.subjectAltName ?? '').split(', ').map((entry) => entry.replace(/^(DNS|IP Address):/, '')),
      notBeforeAt: Date.parse(facts.validFrom),
      notAfterAt: Date.parse(facts.validTo),
    },
  }
}
