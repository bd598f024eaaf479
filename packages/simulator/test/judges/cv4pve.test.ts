import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../src/simulator.ts'
import { endpointOf } from '../ask.ts'
import { isMissing, runProgram } from './run-program.ts'

function resolved(): string | null {
  try {
    return createRequire(import.meta.url).resolve('@corsinvest/cv4pve-api-javascript')
  } catch {
    return null
  }
}

const library = resolved()

const script = `
const [library, port, password, tokenId, secret] = process.argv.slice(1)
const { PveClient } = require(library)
async function main() {
  const seen = {}
  const client = new PveClient('127.0.0.1', Number(port))
  client.logEnabled = false
  seen.login = await client.login('root', password)
  seen.cluster = (await client.cluster.status.getStatus()).response.data.find((row) => row.type === 'cluster').name
  seen.name = (await client.nodes.get('pve1').qemu.get(102).config.vmConfig()).response.data.name
  // A JSON body, number and text.
  const written = await client.set('/nodes/pve1/qemu/102/config', { description: 'by cv4pve', cores: 6 })
  seen.written = [written.statusCode, written.response.data]
  const config = (await client.get('/nodes/pve1/qemu/102/config')).response.data
  seen.config = [config.description, config.cores]
  const created = await client.create('/nodes/pve1/qemu', { vmid: 260, name: 'by-cv4pve', memory: 512, scsi0: 'local-lvm:4' })
  await client.waitForTaskToFinish(created.response.data, 200, 30000)
  seen.created = (await client.get('/nodes/pve1/qemu/260/config')).response.data.scsi0
  const removed = await client.delete('/nodes/pve1/qemu/260')
  await client.waitForTaskToFinish(removed.response.data, 200, 30000)
  seen.removed = (await client.get('/nodes/pve1/qemu/260/config')).statusCode
  const missing = await client.nodes.get('pve1').qemu.get(999).config.vmConfig()
  seen.missing = [missing.isSuccessStatusCode, missing.statusCode, missing.reasonPhrase]
  seen.upid = (await client.nodes.get('pve1').qemu.get(102).status.shutdown.vmShutdown()).response.data
  const byToken = new PveClient('127.0.0.1', Number(port))
  byToken.apiToken = tokenId + '=' + secret
  seen.guests = (await byToken.get('/cluster/resources', { type: 'vm' })).response.data.length
  console.log(JSON.stringify(seen))
}
main().catch((error) => { console.error(error); process.exit(1) })
`

describe.skipIf(isMissing(library, 'cv4pve-api-javascript'))('cv4pve-api-javascript', () => {
  let simulator: Simulator
  beforeAll(async () => {
    simulator = await startSimulator({ scenario: 'small', host: '127.0.0.1' })
  })
  afterAll(() => simulator.close())

  test('logs in, reads, writes with JSON bodies, and gets reason phrases', async () => {
    const { port } = endpointOf(simulator.endpoints, 'attic/pve1')
    const { root, pve } = simulator.credentials
    const args = [
      '--input-type=commonjs',
      '-e',
      script,
      library ?? '',
      String(port),
      root.password,
      pve.tokenId,
      pve.secret,
    ]
    const run = await runProgram(process.execPath, args)
    expect(run.stderr).toBe('')
    expect(JSON.parse(run.stdout)).toEqual({
      login: true,
      cluster: 'attic',
      name: 'nextcloud',
      written: [200, null],
      config: ['by cv4pve', 6],
      created: 'local-lvm:vm-260-disk-0,size=4G',
      removed: 500,
      missing: [false, 500, "Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist"],
      upid: expect.stringMatching(/^UPID:pve1:.*:qmshutdown:102:root@pam:$/),
      guests: 31,
    })
  })
})
