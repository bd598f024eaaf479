import { blankUser, type Realm } from '../../estate/access.ts'
import { addUser, removeRealm, setRealm } from '../../estate/access-changes.ts'
import { hexText } from '../../estate/chance.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, listOf, type Parameters, textOf } from '../parameters.ts'
import { parameterFailure } from './access-names.ts'
import { type PveCall, type PveHandlers, requireQuorum } from './call.ts'

const builtIn = ['pam', 'pve']
const flags = ['default', 'secure', 'verify', 'autocreate', 'case-sensitive', 'groups-autocreate', 'groups-overwrite']

function digestOf(call: PveCall): string {
  return hexText(40, call.site.seed, 'domains', JSON.stringify(call.site.access.realms))
}

function realmOf(call: PveCall, failure: (name: string) => string): Realm {
  const name = textOf(call.parameters, 'realm') ?? ''
  const realm = call.site.access.realms.find((one) => one.realm === name)
  if (realm === undefined) throw new ApiFailure(500, failure(name))
  return realm
}

/** The secrets of a realm lie in files of their own and are never read back. */
function settingsOf(parameters: Parameters): Record<string, unknown> {
  const own = ['realm', 'type', 'password', 'delete', 'digest', 'check-connection', 'client-key']
  return Object.fromEntries(
    Object.entries(parameters)
      .filter(([name]) => !own.includes(name))
      .map(([name, value]) => [name, flags.includes(name) ? flagOf(parameters, name) : value]),
  )
}

/** What each kind of directory cannot do without. */
const required: Readonly<Record<string, readonly string[]>> = {
  ldap: ['base_dn', 'server1', 'user_attr'],
  ad: ['domain', 'server1'],
  openid: ['client-id', 'issuer-url'],
}

function create(call: PveCall): null {
  requireQuorum(call)
  const { access } = call.site
  const name = textOf(call.parameters, 'realm') ?? ''
  const type = textOf(call.parameters, 'type') ?? ''
  const failed = (text: string): ApiFailure => new ApiFailure(500, `add auth server failed: ${text}`)
  if (access.realms.some((one) => one.realm === name)) throw failed(`domain '${name}' already exists`)
  if (builtIn.includes(type)) throw failed(`unable to create builtin type '${type}'`)
  const missing = (required[type] ?? []).filter((key) => call.parameters[key] === undefined)
  if (missing.length > 0) {
    throw parameterFailure(Object.fromEntries(missing.map((key) => [key, 'missing value for required option'])))
  }
  setRealm(access, { realm: name, type, settings: settingsOf(call.parameters) })
  return null
}

function update(call: PveCall): null {
  requireQuorum(call)
  const digest = textOf(call.parameters, 'digest')
  const failed = (text: string): string => `update auth server failed: ${text}`
  if (digest !== undefined && digest !== digestOf(call)) {
    throw new ApiFailure(500, failed('detected modified configuration - file changed by other user? Try again.'))
  }
  const realm = realmOf(call, (name) => failed(`domain '${name}' does not exist`))
  const cleared = listOf(call.parameters, 'delete')
  const given = settingsOf(call.parameters)
  if (cleared.length === 0 && Object.keys(given).length === 0) throw new ApiFailure(500, failed('no options specified'))
  const kept = Object.entries(realm.settings).filter(([name]) => !cleared.includes(name))
  setRealm(call.site.access, { ...realm, settings: { ...Object.fromEntries(kept), ...given } })
  return null
}

/** The people that every simulated directory holds. */
const people = ['carol', 'dave']
const trialNote = 'NOTE: Dry test run, changes were NOT written to the configuration.'

/** A worker that takes the directory's people over. */
function sync(call: PveCall): string {
  requireQuorum(call)
  const name = textOf(call.parameters, 'realm') ?? ''
  const { access } = call.site
  const realm = access.realms.find((one) => one.realm === name)
  if (realm === undefined) throw parameterFailure({ realm: 'Realm does not exist.' })
  if (realm.type !== 'ldap' && realm.type !== 'ad') {
    throw new ApiFailure(500, `Cannot sync realm type '${realm.type}'! Only LDAP/AD realms can be synced.`)
  }
  const scope = textOf(call.parameters, 'scope')
  if (scope === undefined && textOf(realm.settings, 'sync-defaults-options')?.includes('scope=') !== true) {
    throw parameterFailure({ scope: 'Not passed as parameter and not defined in realm default sync options.' })
  }
  const isTrial = flagOf(call.parameters, 'dry-run')
  const isEnabled = textOf(call.parameters, 'enable-new') === undefined || flagOf(call.parameters, 'enable-new')
  const newcomers = people
    .map((person) => `${person}@${name}`)
    .filter((userid) => !access.users.some((user) => user.userid === userid))
  const { user, token } = call.principal
  const { upid } = call.site.tasks.start({
    node: call.node.name,
    owner: { userid: user.userid, tokenName: token?.name ?? null },
    type: isTrial ? 'auth-realm-sync-test' : 'auth-realm-sync',
    id: name,
    durationMs: 2000,
    log: () => [
      [100, `${isTrial ? '(dry test run) ' : ''}starting sync for realm ${name}`],
      [1200, 'got data from server, updating users'],
      [1300, 'syncing users'],
      ...newcomers.map((userid): [number, string] => [1500, `added user '${userid}'`]),
      [1900, isTrial ? trialNote : 'successfully updated users configuration'],
    ],
    effect: () => {
      if (isTrial) return
      for (const userid of newcomers) addUser(access, { ...blankUser(userid), enabled: isEnabled })
    },
  })
  return upid
}

export const realmHandlers: PveHandlers = {
  'GET /access/domains': (call) =>
    call.site.access.realms.map(({ realm, type, settings }) => ({
      realm,
      type,
      ...(settings['comment'] !== undefined && { comment: settings['comment'] }),
      ...(settings['default'] === true && { default: 1 }),
    })),
  'GET /access/domains/{realm}': (call) => {
    const { type, settings } = realmOf(call, (name) => `domain '${name}' does not exist`)
    const values = Object.entries(settings).filter(([, value]) => value !== undefined)
    const sent = values.map(([name, value]) => [name, typeof value === 'boolean' ? Number(value) : value])
    return { type, digest: digestOf(call), ...Object.fromEntries(sent) }
  },
  'POST /access/domains': create,
  'PUT /access/domains/{realm}': update,
  'DELETE /access/domains/{realm}': (call) => {
    requireQuorum(call)
    const prefix = 'delete auth server failed: '
    const { realm, type } = realmOf(call, (name) => `${prefix}authentication domain '${name}' does not exist`)
    if (builtIn.includes(type)) throw new ApiFailure(500, `${prefix}can't delete built-in realm '${realm}'`)
    removeRealm(call.site.access, realm)
    return null
  },
  'POST /access/domains/{realm}/sync': sync,
}
