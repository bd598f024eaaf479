import { expect, test } from 'vitest'
import { defaultView, parseRoute, type Route, routeUrl } from './routes.ts'

const overview = (view: Partial<Route & { page: 'overview' }>): Route => ({ page: 'overview', ...defaultView, ...view })

test.each<[string, Route]>([
  ['/', overview({})],
  ['/?q=cpu%3E80+or+tag%3Aprod', overview({ search: 'cpu>80 or tag:prod' })],
  [
    '/?show=lxc&sort=-cpu&group=none',
    overview({ show: 'lxc', sort: { column: 'cpu', descending: true }, group: 'none' }),
  ],
  ['/?guest=pve-a%7Eguest%7E101', overview({ guest: 'pve-a~guest~101' })],
  ['/settings/connections', { page: 'connections', form: null }],
  ['/settings/connections/new', { page: 'connections', form: 'new' }],
  ['/settings/connections/pve-k3v9qmx2', { page: 'connections', form: 'pve-k3v9qmx2' }],
  ['/settings/security', { page: 'settings', section: 'security' }],
  ['/settings/backup', { page: 'settings', section: 'backup' }],
  ['/settings/nothing', { page: 'missing', path: '/settings/nothing' }],
  ['/api/docs', { page: 'docs', search: '', call: null }],
  ['/api/docs?q=nodes+post&call=getState', { page: 'docs', search: 'nodes post', call: 'getState' }],
  ['/nowhere', { page: 'missing', path: '/nowhere' }],
])('%s there and back', (url, route) => {
  expect(parseRoute(url)).toEqual(route)
  expect(routeUrl(route)).toBe(url)
})

test.each<[string, Route]>([
  ['/?show=everything&sort=-size&group=tag', overview({})],
  ['/?sort=', overview({})],
  ['/settings', { page: 'settings', section: 'security' }],
  ['/settings/audit/', { page: 'settings', section: 'audit' }],
  ['/settings/connections/', { page: 'connections', form: null }],
])('%s means what can be made of it', (url, route) => expect(parseRoute(url)).toEqual(route))
