import { createServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { hasManyLoopbackAddresses } from '../src/io/loopback.ts'
import { type Simulator, startSimulator } from '../src/simulator.ts'

let simulator: Simulator | undefined
afterEach(async () => {
  await simulator?.close()
  simulator = undefined
})

/** The first of six ports in a row that nobody uses, below those that the system gives away. */
async function freePort(): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 10_000)
    const free = await Promise.all([0, 1, 2, 3, 4, 5].map((offset) => isFree(first + offset)))
    if (free.every(Boolean)) return first
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
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

  test.each(isWide ? [[undefined], ['127.0.0.1']] : [['127.0.0.1']])(
    'that are taken leave no other one open (%s)',
    async (host) => {
      const basePort = await freePort()
      const taken = createServer()
      await new Promise<void>((resolve) => taken.listen(basePort, host ?? '127.1.0.1', resolve))
      const options = { scenario: 'small', basePort, ...(host !== undefined && { host }) } as const
      await expect(startSimulator(options)).rejects.toMatchObject({ code: 'EADDRINUSE', port: basePort })
      await new Promise((resolve) => taken.close(resolve))
      simulator = await startSimulator(options)
      expect(simulator.endpoints).toHaveLength(5)
    },
  )
})
