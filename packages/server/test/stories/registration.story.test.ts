import { existsSync } from 'node:fs'
import { startSimulator } from '@pulse/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { proxmoxCommands } from '../registration/proxmox-commands.ts'
import { startStandInHost } from '../registration/stand-in-host.ts'
import { Served } from '../served.ts'

const canRun = existsSync('/usr/bin/curl') && existsSync('/usr/bin/dash')

describe.skipIf(!canRun)('a host that registers itself, from the page to the picture', () => {
  let served: Served
  beforeAll(async () => {
    served = await Served.owned()
  })
  afterAll(() => served.stop())

  it('is announced and watched', async () => {
    const simulator = await startSimulator({ scenario: 'small' })
    const commands = proxmoxCommands(simulator, 'pve-office')
    const host = await startStandInHost(commands.names, (argv) => commands.answer(argv))
    const { headers, cookie } = await served.login()
    const socket = new WebSocket(`${served.base.replace('http', 'ws')}/ws`, {
      headers: { cookie, origin: served.base },
    })
    const heard: { type: string; data: object; timestamp?: string }[] = []
    socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString('utf8')) as (typeof heard)[number]))
    await expect.poll(() => heard.map(({ type }) => type), { timeout: 5000 }).toContain('initialState')

    const { url } = simulator.endpoints.find(({ name }) => name === 'pve-office') ?? { url: '' }
    const answer = await served.send('POST', '/api/setup-script-url', { headers, body: { type: 'pve', host: url } })
    const { command } = (await answer.json()) as { command: string }
    expect(await host.run(command)).toMatchObject({ code: 0, err: '' })

    await expect
      .poll(() => heard.find(({ type }) => type === 'node_auto_registered'))
      .toMatchObject({
        data: { type: 'pve', host: url, name: 'pve1.example.org', hasToken: true, status: 'connected' },
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as unknown,
      })
    await expect
      .poll(
        async () => {
          const state = await (await served.send('GET', '/api/state', { headers: { cookie } })).json()
          return (state as { nodes: { name: string; status: string }[] }).nodes
        },
        { timeout: 10_000 },
      )
      .toMatchObject([{ name: 'pve-office', status: 'online' }])
    const audit = (await (await served.send('GET', '/api/security/audit', { headers: { cookie } })).json()) as object
    expect(audit).toMatchObject({
      events: expect.arrayContaining([expect.objectContaining({ event: 'node_registered' })]) as unknown,
    })

    socket.terminate()
    await host.close()
    await commands.close()
    await simulator.close()
  })

  it('without an invitation it is not', async () => {
    const body = { type: 'pve', host: '192.0.2.10', name: 'x', username: 'a@pam', tokenId: 'b', tokenValue: 'c' }
    const answer = await served.send('POST', '/api/auto-register', { body })
    expect([answer.status, await answer.json()]).toEqual([
      401,
      expect.objectContaining({ code: 'registration.refused' }) as unknown,
    ])
    const wrong = { 'x-api-token': 'your-token' }
    expect((await served.send('POST', '/api/auto-register', { body, headers: wrong })).status).toBe(401)
    expect((await served.send('GET', '/api/setup-script?type=pve')).status).toBe(401)
    expect((await served.send('GET', '/api/tokens/list')).status).toBe(401)
  })
})
