import { createServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { hasManyLoopbackAddresses } from '../src/io/loopback.ts'
import { type Simulator, startSimulator } from '../src/simulator.ts'

let simulator: Simulator | undefined
afterEach(async () => {
  await simulator?.close()
  simulator = undefined
})

/** A port that nobody uses just now, with free ones behind it as far as anybody knows. */
async function freePort(host = '127.0.0.1'): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

const isWide = await hasManyLoopbackAddresses()

describe('ports', () => {
  test.skipIf(!isWide)('of hosts with addresses of their own are all the same', async () => {
    const basePort = await freePort()
    simulator = await startSimulator({ scenario: 'small', basePort })
    expect(simulator.endpoints.map(({ name, host, port }) => [name, host, port - basePort])).toEqual([
      ['attic/pve1', '127.1.0.1', 0],
      ['attic/pve2', '127.1.0.2', 0],
      ['attic/pve3', '127.1.0.3', 0],
      ['pve-office', '127.2.0.1', 0],
      ['pbs-main', '127.0.0.1', 1],
    ])
  })

  test('of hosts on one address follow each other', async () => {
    const basePort = await freePort()
    simulator = await startSimulator({ scenario: 'small', basePort, host: '127.0.0.1' })
    expect(simulator.endpoints.map(({ port }) => port - basePort)).toEqual([0, 1, 2, 3, 4])
  })

  test.each([[undefined], ['127.0.0.1']])('that are taken leave no other one open (%s)', async (host) => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, host ?? '127.1.0.1', resolve))
    const address = taken.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    const options = { scenario: 'small', basePort: address.port, ...(host !== undefined && { host }) } as const
    await expect(startSimulator(options)).rejects.toMatchObject({ code: 'EADDRINUSE', port: address.port })
    await new Promise((resolve) => taken.close(resolve))
    simulator = await startSimulator(options)
    expect(simulator.endpoints).toHaveLength(5)
  })
})
