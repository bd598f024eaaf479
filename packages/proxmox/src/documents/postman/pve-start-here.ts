import { chooseNode, createdOrThere, logInStep, putTokenAside, useNewToken, useOwnLogin } from './shared-steps.ts'
import type { Step } from './step.ts'

const role = 'ApiReader'
const userid = 'api@pve'
const tokenid = 'postman'

/** The walk-through: an API user that may read, then version, nodes and the status of a node with its token. */
export const pveFirstCalls: readonly Step[] = [
  {
    name: '1. Which version?',
    note: 'Names of privileges differ between versions: from 9 on, reading what the guest agent tells is `VM.GuestAgent.Audit`; up to 8 it was part of `VM.Monitor`. Sets `{{api_privileges}}`.',
    verb: 'GET',
    path: '/version',
    after: `const major = Number.parseInt(pm.response.json().data.version, 10)
const privileges = ['Sys.Audit', 'VM.Audit', 'Datastore.Audit']
if (major >= 7) privileges.push('Pool.Audit')
privileges.push(major >= 9 ? 'VM.GuestAgent.Audit' : 'VM.Monitor')
pm.collectionVariables.set('api_privileges', privileges.join(','))`,
  },
  {
    name: '2. Create the role',
    note: `The role \`${role}\`, with the privileges to read nodes, guests and storages, and no more.`,
    verb: 'POST',
    path: '/access/roles',
    values: { roleid: role, privs: '{{api_privileges}}' },
    tests: createdOrThere,
  },
  {
    name: '3. Set the privileges of the role',
    note: 'Where the role was there already, perhaps from an older version: exactly these privileges.',
    verb: 'PUT',
    path: '/access/roles/{roleid}',
    values: { roleid: role, privs: '{{api_privileges}}' },
  },
  {
    name: '4. Create the user',
    note: `The user \`${userid}\`. It gets no password: nobody can log in as it, only its token is good for calls.`,
    verb: 'POST',
    path: '/access/users',
    values: { userid, comment: 'Reads through the API' },
    tests: createdOrThere,
  },
  {
    name: '5. Create its API token',
    note: `The token \`${userid}!${tokenid}\`. The answer holds its secret, which is shown only this once. The token is of separate privileges: it may do nothing until it is given a role.`,
    verb: 'POST',
    path: '/access/users/{userid}/token/{tokenid}',
    values: { userid, tokenid, privsep: '1' },
    tests: createdOrThere,
    after: putTokenAside('full-tokenid'),
  },
  {
    name: '6. Give user and token the role',
    note: 'On `/` and all below. Both need it: a token may do what both it and its user may do.',
    verb: 'PUT',
    path: '/access/acl',
    values: { path: '/', roles: role, users: userid, tokens: `${userid}!${tokenid}` },
    after: useNewToken('pve'),
  },
  logInStep('pve', '7. Log in'),
  {
    name: '8. Version',
    note: 'The first call of the new token: which version runs.',
    verb: 'GET',
    path: '/version',
  },
  {
    name: '9. Nodes',
    note: 'The nodes of the cluster. Sets `{{node}}` to the first one that is online, unless it names one of them already.',
    verb: 'GET',
    path: '/nodes',
    after: chooseNode,
  },
  {
    name: '10. Node status',
    note: 'Load, memory, root file system and versions of the node.',
    verb: 'GET',
    path: '/nodes/{node}/status',
    after: useOwnLogin('pve'),
  },
]
