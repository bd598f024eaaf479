import { type AccessOptions, closedAccess } from '../../src/access-options.ts'
import { ownerName } from '../served.ts'

/** The usual owner of tests as the environment may name it: by a hash of the least cost, where there are many logins. */
export const ownedAccess: AccessOptions = {
  ...closedAccess,
  credentials: {
    owner: { username: ownerName, password: '$2b$04$YLp9jjidV02Tp7DjEetRyOl0vUPCEaK5bVvt4NHdXyProl06JN7uC' },
    apiToken: undefined,
  },
}
