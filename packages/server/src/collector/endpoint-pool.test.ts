import { ProxmoxError, type Trust } from '@pulse/proxmox'
import { describe, expect, it } from 'vitest'
import { EndpointPool, type Member } from './endpoint-pool.ts'

const failure = (kind: 'unreachable' | 'tls'): ProxmoxError =>
  new ProxmoxError({ kind, method: 'GET', path: '/version', text: 'no' })

const pin = (text: string): Trust => ({ kind: 'fingerprint', sha256: [text] })

const member = (name: string, change: Partial<Member> = {}): Member => ({
  nodeName: name,
  url: `https://${name}:8006`,
  trust: pin(name),
  online: true,
  ...change,
})

function pool() {
  const closed: string[] = []
  const made = new EndpointPool('https://entry:8006', pin('entry'), (url) => ({
    close: () => {
      closed.push(url)
      return Promise.resolve()
    },
  }))
  made.learn(
    ['pve1', 'pve2', 'pve3'].map((name) => member(name)),
    'pve1',
  )
  const states = () => made.describe().map(({ nodeName, state }) => `${nodeName} ${state}`)
  return { made, closed, states }
}

describe('endpoints', () => {
  it('the entry is one of the members and is not listed twice', () => {
    const { states } = pool()
    expect(states()).toEqual(['pve1 in-use', 'pve2 standby', 'pve3 standby'])
  })

  it('turns to the next that is online, sticks to it, and returns when the entry proved itself', () => {
    const { made, states } = pool()
    made.learn([member('pve1'), member('pve2', { online: false }), member('pve3')], 'pve1')
    expect(made.failOver(made.current, failure('unreachable'), 0)).toBe(true)
    expect(states()).toEqual(['pve1 failed', 'pve2 standby', 'pve3 in-use'])
    expect(made.dueForProbe(9999)).toEqual([])
    const [entry] = made.dueForProbe(10_000)
    if (!entry) throw new Error('the entry should be due')
    made.probeSucceeded(entry, 10_000)
    expect(states()).toEqual(['pve1 standby', 'pve2 standby', 'pve3 in-use'])
    made.probeSucceeded(entry, 20_000)
    expect(states()).toEqual(['pve1 in-use', 'pve2 standby', 'pve3 standby'])
  })

  it('a call that failed on an endpoint no longer in use goes on with the present one', () => {
    const { made, states } = pool()
    const first = made.current
    made.failOver(first, failure('unreachable'), 0)
    made.failOver(first, failure('unreachable'), 0)
    expect(states()).toEqual(['pve1 failed', 'pve2 in-use', 'pve3 standby'])
  })

  it('says when there is none left, and takes the first that answers again', () => {
    const { made, states } = pool()
    for (const more of [true, true, false]) {
      expect(made.failOver(made.current, failure('unreachable'), 0)).toBe(more)
    }
    expect(states()).toEqual(['pve1 failed', 'pve2 failed', 'pve3 failed'])
    const second = made.dueForProbe(10_000).find((one) => one.nodeName === 'pve2')
    if (!second) throw new Error('pve2 should be due')
    made.probeSucceeded(second, 10_000)
    expect(states()).toEqual(['pve1 failed', 'pve2 in-use', 'pve3 failed'])
  })

  it('a member with another certificate is not used, and one that left is closed', () => {
    const { made, closed, states } = pool()
    made.failOver(made.current, failure('unreachable'), 0)
    made.failOver(made.current, failure('tls'), 0)
    expect(states()).toEqual(['pve1 failed', 'pve2 untrusted', 'pve3 in-use'])
    // The cluster itself tells the new fingerprint: that is another endpoint.
    made.learn([member('pve1'), member('pve2', { trust: pin('new') }), member('pve3')], 'pve3')
    expect(states()).toEqual(['pve1 failed', 'pve2 standby', 'pve3 in-use'])
    made.learn([member('pve1'), member('pve3')], 'pve3')
    expect(states()).toEqual(['pve1 failed', 'pve3 in-use'])
    expect(closed).toEqual(['https://pve2:8006', 'https://pve2:8006'])
  })
})
