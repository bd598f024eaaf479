import { createdOrThere, logInStep, putTokenAside, useNewToken, useOwnLogin } from './shared-steps.ts'
import type { Step } from './step.ts'

const userid = 'api@pbs'
const tokenName = 'postman'

/** The walk-through for Backup Server: its roles are fixed, and `Audit` is the one that only reads. */
export const pbsFirstCalls: readonly Step[] = [
  {
    name: '1. Create the user',
    note: `The user \`${userid}\`. It gets no password: nobody can log in as it, only its token is good for calls.`,
    verb: 'POST',
    path: '/access/users',
    values: { userid, comment: 'Reads through the API' },
    tests: createdOrThere,
  },
  {
    name: '2. Create its API token',
    note: `The token \`${userid}!${tokenName}\`. The answer holds its secret, which is shown only this once. The token may do nothing until it is given a role.`,
    verb: 'POST',
    path: '/access/users/{userid}/token/{token-name}',
    values: { userid, 'token-name': tokenName },
    tests: createdOrThere,
    after: putTokenAside('tokenid'),
  },
  {
    name: '3. Give the user the role Audit',
    note: 'On `/` and all below: reads everything, changes nothing.',
    verb: 'PUT',
    path: '/access/acl',
    values: { path: '/', role: 'Audit', 'auth-id': userid },
  },
  {
    name: '4. Give the token the role Audit',
    note: 'A token may do what both it and its user may do.',
    verb: 'PUT',
    path: '/access/acl',
    values: { path: '/', role: 'Audit', 'auth-id': `${userid}!${tokenName}` },
    after: useNewToken('pbs'),
  },
  logInStep('pbs', '5. Log in'),
  {
    name: '6. Version',
    note: 'The first call of the new token: which version runs.',
    verb: 'GET',
    path: '/version',
  },
  {
    name: '7. Datastores',
    note: 'The datastores that the token may see. Sets `{{store}}` to the first one, unless it names one of them already.',
    verb: 'GET',
    path: '/admin/datastore',
    after: `const stores = pm.response.json().data || []
const chosen = stores.find(({ store }) => store === pm.variables.get('store')) || stores[0]
if (chosen) pm.collectionVariables.set('store', chosen.store)`,
  },
  {
    name: '8. Datastore status',
    note: 'How much of the datastore is used.',
    verb: 'GET',
    path: '/admin/datastore/{store}/status',
  },
  {
    name: '9. Node status',
    note: 'Load, memory and root file system of the server.',
    verb: 'GET',
    path: '/nodes/{node}/status',
    after: useOwnLogin('pbs'),
  },
]
