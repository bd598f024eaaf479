/**
 * Logs in to Proxmox VE and shows version, nodes and the state of each node. The variables are told in ../README.md.
 *
 * Run it with Node 24 or newer: `node examples/typescript/walkthrough.ts`
 */
import { readFileSync } from 'node:fs'
import { createPve, type Credentials, ProxmoxError, type Trust } from '@pulse/proxmox'

const set = (name: string): string | undefined => process.env[name] || undefined

function fail(text: string): never {
  console.error(`walkthrough: ${text}`)
  process.exit(1)
}

function credentials(): Credentials {
  const [tokenId, username, realm] = [set('PVE_TOKEN_ID'), set('PVE_USERNAME'), set('PVE_REALM') ?? 'pam']
  if (tokenId) return { kind: 'token', tokenId, secret: set('PVE_TOKEN_SECRET') ?? '' }
  if (!username) fail('Set PVE_TOKEN_ID and PVE_TOKEN_SECRET, or PVE_USERNAME and PVE_PASSWORD')
  const user = username.includes('@') ? username : `${username}@${realm}`
  // The client logs in with the first call, and anew before its ticket runs out.
  return { kind: 'password', username: user, password: set('PVE_PASSWORD') ?? '' }
}

function trust(): Trust {
  const [fingerprint, caFile] = [set('PVE_FINGERPRINT'), set('PVE_CA_FILE')]
  if (fingerprint) return { kind: 'fingerprint', sha256: fingerprint.split(/[,\s]+/) }
  if (caFile) return { kind: 'ca', pem: readFileSync(caFile, 'utf8') }
  return { kind: set('PVE_INSECURE') === '1' ? 'insecure' : 'system' }
}

function explain(error: unknown): string {
  if (!(error instanceof ProxmoxError)) throw error
  if (error.kind === 'unauthenticated') return `The login as ${who} was refused`
  if (error.kind === 'tls') return `The certificate of ${url} is not the expected one`
  if (error.status === undefined) return `No answer from ${url}`
  return `${error.method} ${error.path} was answered with status ${error.status}`
}

const url = set('PVE_BASE_URL') ?? fail('Set PVE_BASE_URL, such as https://pve.example.org:8006')
const login = credentials()
const who = login.kind === 'token' ? login.tokenId : login.username
const mib = (bytes: number): number => Math.floor(bytes / 1_048_576)

const pve = createPve({ url, credentials: login, trust: trust() })
try {
  const { version } = await pve.get('/version')
  console.log(`Logged in as ${who}`)
  console.log(`Proxmox VE ${version}`)

  const nodes = (await pve.get('/nodes')).toSorted((a, b) => (a.node < b.node ? -1 : 1))
  console.log(`Nodes: ${nodes.map(({ node, status }) => `${node} (${status})`).join(', ')}`)

  for (const { node, status } of nodes) {
    if (status !== 'online') continue
    const { cpuinfo, cpu = 0, memory, uptime = 0 } = await pve.get('/nodes/{node}/status', { node })
    const processors = `${cpuinfo?.cpus} processors at ${Math.floor(cpu * 100)} %`
    const used = `${mib(memory?.used ?? 0)} of ${mib(memory?.total ?? 0)} MiB memory`
    console.log(`${node}: ${processors}, ${used}, up ${Math.floor(uptime / 86_400)} days`)
  }
} catch (error) {
  fail(explain(error))
} finally {
  await pve.close()
}
