import { blankUser, type Realm } from '../../estate/access.ts'
import { addUser, removeRealm, setRealm } from '../../estate/access-changes.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, listOf, textOf } from '../parameters.ts'
import { Digested, type PbsCall, type PbsHandler, type PbsHandlers, requireDigest, settingsOf } from './call.ts'
import { startWorker } from './worker.ts'

type Kind = 'ad' | 'ldap' | 'openid'
const kinds: readonly Kind[] = ['ad', 'ldap', 'openid']

function realmOf(call: PbsCall, type: string): Realm {
  const name = textOf(call.parameters, 'realm') ?? type
  const realm = call.server.access.realms.find((one) => one.realm === name && one.type === type)
  if (realm === undefined) throw new ApiFailure(400, `no such ${type} '${name}'`)
  return realm
}

const realmRow = ({ realm, settings }: Realm): Record<string, unknown> => ({ realm, ...settings })
const builtInRow = (realm: Realm): Record<string, unknown> => ({ ...realmRow(realm), type: realm.type })
const secrets = ['password', 'realm']

const create =
  (type: Kind): PbsHandler =>
  (call) => {
    const realm = textOf(call.parameters, 'realm') ?? ''
    if (call.server.access.realms.some((one) => one.realm === realm)) {
      throw new ApiFailure(400, `parameter verification failed - 'realm': realm '${realm}' already exists.`)
    }
    setRealm(call.server.access, { realm, type, settings: settingsOf(call, `POST /config/access/${type}`, secrets) })
    return null
  }

const update =
  (type: string, path: string): PbsHandler =>
  (call) => {
    requireDigest(call)
    const realm = realmOf(call, type)
    const cleared = listOf(call.parameters, 'delete')
    const kept = Object.entries(realm.settings).filter(([name]) => !cleared.includes(name))
    const settings = { ...Object.fromEntries(kept), ...settingsOf(call, `PUT ${path}`, secrets) }
    setRealm(call.server.access, { ...realm, settings })
    return null
  }

const remove =
  (type: Kind): PbsHandler =>
  (call) => {
    requireDigest(call)
    removeRealm(call.server.access, realmOf(call, type).realm)
    return null
  }

function handlersOf(type: Kind): [string, PbsHandler][] {
  const at = `/config/access/${type}`
  return [
    [`GET ${at}`, (call) => call.server.access.realms.filter((one) => one.type === type).map(realmRow)],
    [`POST ${at}`, create(type)],
    [`GET ${at}/{realm}`, (call) => new Digested(realmRow(realmOf(call, type)), call)],
    [`PUT ${at}/{realm}`, update(type, `${at}/{realm}`)],
    [`DELETE ${at}/{realm}`, remove(type)],
  ]
}

/** The people that every simulated directory holds. */
const people = ['carol', 'dave']

function sync(call: PbsCall): string {
  const name = textOf(call.parameters, 'realm') ?? ''
  const { access } = call.server
  const realm = access.realms.find((one) => one.realm === name)
  if (realm?.type !== 'ldap' && realm?.type !== 'ad') throw new ApiFailure(400, `unknown realm '${name}'`)
  const isTrial = flagOf(call.parameters, 'dry-run')
  const newcomers = people
    .map((person) => `${person}@${name}`)
    .filter((userid) => !access.users.some((user) => user.userid === userid))
  return startWorker(call, {
    type: 'realm-sync',
    id: name,
    durationMs: 2000,
    log: () => [
      [0, `starting realm sync for ${name}`],
      ...(isTrial ? [[100, 'this is a DRY RUN - changes will not be persisted'] as const] : []),
      ...newcomers.map((userid) => [1500, `creating user ${userid}`] as const),
    ],
    effect: () => {
      if (!isTrial) for (const userid of newcomers) addUser(access, blankUser(userid))
    },
  })
}

export const realmHandlers: PbsHandlers = {
  ...Object.fromEntries(kinds.flatMap(handlersOf)),
  ...Object.fromEntries(
    ['pam', 'pbs'].flatMap((type): [string, PbsHandler][] => [
      [`GET /config/access/${type}`, (call) => new Digested(builtInRow(realmOf(call, type)), call)],
      [`PUT /config/access/${type}`, update(type, `/config/access/${type}`)],
    ]),
  ),
  'GET /access/domains': (call) =>
    call.server.access.realms.map(({ realm, type, settings }) => ({
      realm,
      type,
      ...(settings['comment'] !== undefined && { comment: settings['comment'] }),
      ...(settings['default'] === true && { default: true }),
    })),
  'POST /access/domains/{realm}/sync': sync,
}
