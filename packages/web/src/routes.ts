/**
 * Every view has an address: page, search, sort, filter, grouping and the opened guest. What is left out has its default,
 * so addresses stay short.
 */
export const showFilters = ['all', 'vm', 'lxc', 'running', 'problems'] as const
export type ShowFilter = (typeof showFilters)[number]

const sortColumns = [
  'name',
  'type',
  'vmid',
  'node',
  'uptime',
  'cpu',
  'memory',
  'disk',
  'diskRead',
  'diskWrite',
  'netIn',
  'netOut',
] as const
export type SortColumn = (typeof sortColumns)[number]
export interface Sort {
  column: SortColumn
  descending: boolean
}

export interface OverviewView {
  search: string
  show: ShowFilter
  sort: Sort
  group: 'node' | 'none'
  /** Id of the guest whose details are open. */
  guest: string | null
}

/** In the order of the list on the settings page; the first one is what `/settings` shows. */
export const settingsSections = [
  'security',
  'audit',
  'system',
  'registration',
  'discovery',
  'backup',
  'updates',
] as const
export type SettingsSection = (typeof settingsSections)[number]

export type Route =
  | ({ page: 'overview' } & OverviewView)
  /** `form`: `new`, or the id of the connection that is being changed. */
  | { page: 'connections'; form: string | null }
  | { page: 'settings'; section: SettingsSection }
  /** `call`: id of the call that is open, as the document names it. */
  | { page: 'docs'; search: string; call: string | null }
  | { page: 'missing'; path: string }

export const defaultView: OverviewView = {
  search: '',
  show: 'all',
  sort: { column: 'vmid', descending: false },
  group: 'node',
  guest: null,
}

const known = <T extends string>(list: readonly T[], value: string | null): T | undefined =>
  list.find((item) => item === value)

function parseSort(text: string | null): Sort {
  const descending = text?.startsWith('-') ?? false
  const column = known(sortColumns, descending ? (text ?? '').slice(1) : text)
  return column ? { column, descending } : defaultView.sort
}

/** @param url path and query, e.g. `/?q=cpu%3E80&sort=-cpu` */
export function parseRoute(url: string): Route {
  const { pathname, searchParams } = new URL(url, 'http://page')
  if (pathname === '/') {
    return {
      page: 'overview',
      search: searchParams.get('q') ?? '',
      show: known(showFilters, searchParams.get('show')) ?? defaultView.show,
      sort: parseSort(searchParams.get('sort')),
      group: searchParams.get('group') === 'none' ? 'none' : 'node',
      guest: searchParams.get('guest'),
    }
  }
  const connections = /^\/settings\/connections(?:\/([^/]+))?\/?$/.exec(pathname)
  if (connections) return { page: 'connections', form: connections[1] ? decodeURIComponent(connections[1]) : null }
  const settings = /^\/settings(?:\/([^/]+))?\/?$/.exec(pathname)
  const section = settings && known(settingsSections, settings[1] ?? settingsSections[0])
  if (section) return { page: 'settings', section }
  if (/^\/api\/docs\/?$/.test(pathname))
    return { page: 'docs', search: searchParams.get('q') ?? '', call: searchParams.get('call') }
  return { page: 'missing', path: pathname }
}

export function routeUrl(route: Route): string {
  switch (route.page) {
    case 'connections':
      return `/settings/connections${route.form === null ? '' : `/${encodeURIComponent(route.form)}`}`
    case 'settings':
      return `/settings/${route.section}`
    case 'docs':
      return docsUrl(route.search, route.call)
    case 'missing':
      return route.path
    case 'overview':
      return overviewUrl(route)
  }
}

export function docsUrl(search: string, call: string | null): string {
  const query = new URLSearchParams()
  if (search) query.set('q', search)
  if (call !== null) query.set('call', call)
  return withQuery('/api/docs', query)
}

const withQuery = (path: string, query: URLSearchParams): string => (query.size > 0 ? `${path}?${query}` : path)

function overviewUrl(view: OverviewView): string {
  const query = new URLSearchParams()
  if (view.search) query.set('q', view.search)
  if (view.show !== defaultView.show) query.set('show', view.show)
  const { column, descending } = view.sort
  if (column !== defaultView.sort.column || descending) query.set('sort', `${descending ? '-' : ''}${column}`)
  if (view.group !== defaultView.group) query.set('group', view.group)
  if (view.guest !== null) query.set('guest', view.guest)
  return withQuery('/', query)
}
