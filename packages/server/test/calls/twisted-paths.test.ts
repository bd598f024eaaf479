import { endpoints } from '@pulse/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closedAccess } from '../../src/access-options.ts'
import { Served } from '../served.ts'
import { RawClient } from './raw-request.ts'

/** Every way of writing a path that has fooled a guard somewhere. */
const twists: readonly (readonly [name: string, twist: (path: string) => string])[] = [
  ['as it is', (path) => path],
  ['.js', (path) => `${path}.js`],
  ['.css', (path) => `${path}.css`],
  ['.map', (path) => `${path}.map`],
  ['a slash at the end', (path) => `${path}/`],
  ['two slashes at the end', (path) => `${path}//`],
  ['two slashes in front', (path) => `/${path}`],
  ['/./', (path) => path.replace('/api/', '/api/./')],
  ['/assets/../', (path) => `/assets/..${path}`],
  [';x', (path) => `${path};x`],
  ['%2e%2e/', (path) => `/assets/%2e%2e${path}`],
  ['%252e', (path) => path.replace('/api/', '/api/%252e/')],
  ['%2f', (path) => path.replace('/api/', '/api%2f')],
  ['upper case', (path) => path.toUpperCase()],
  ['a dot at the end', (path) => `${path}.`],
  ['?x=.js', (path) => `${path}?x=.js`],
  ['#.js', (path) => `${path}#.js`],
  ['backslash', (path) => path.replace('/api/', '/api\\')],
]
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'] as const

const paths = [...new Set([...Object.keys(endpoints).map((key) => key.slice(key.indexOf(' ') + 1)), '/ws'])]
const openKeys = new Set(Object.entries(endpoints).flatMap(([key, { access }]) => (access === 'open' ? [key] : [])))
const isOpen = (method: string, path: string): boolean =>
  openKeys.has(`${method} ${path}`) || (method === 'HEAD' && openKeys.has(`GET ${path}`))

/** What nobody may see or do stays so, however the path is written: 401, or 404; 400 for what is no HTTP. */
const refused = new Set([400, 401, 404])

describe.each([
  ['a server with an owner', () => Served.owned(options)],
  ['a server without one', () => Served.start(options)],
] as const)('%s', (_, start) => {
  let served: Served
  let client: RawClient
  let before: unknown

  const state = (): unknown => ({
    saved: served.savedSettings(),
    document: JSON.stringify(served.app.modules.settings.document()),
    tokens: served.app.modules.security.tokens(),
    needsSetup: served.app.modules.security.setupNeeded(),
  })

  beforeAll(async () => {
    served = await start()
    client = new RawClient(served.base, { isAtNewAddress: true })
    before = state()
  })
  afterAll(async () => {
    client.close()
    await served.stop()
  })

  it.each(twists)('%s', async (name, twist) => {
    const wrong: string[] = []
    await Promise.all(
      paths.map(async (path) => {
        const id = path.replace(/:\w+/, 'x')
        for (const method of methods) {
          const isItself = name === 'as it is' || name === '?x=.js' || name === '#.js'
          if (isItself && isOpen(method, path)) continue
          const { status, body } = await client.send({ method, path: twist(id) })
          if (!refused.has(status)) wrong.push(`${method} ${twist(id)}: ${status} ${body.slice(0, 100)}`)
        }
      }),
    )
    expect(wrong).toEqual([])
  })

  it('has changed nothing', () => {
    expect(state()).toEqual(before)
  })
})

const options = { access: { ...closedAccess, trustedProxies: ['127.0.0.0/8'] } }
