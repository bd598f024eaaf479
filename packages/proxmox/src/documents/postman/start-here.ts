import type { ApiDescription } from '../api-description.ts'
import { pbsFirstCalls } from './pbs-start-here.ts'
import type { Folder } from './postman-format.ts'
import { pveFirstCalls } from './pve-start-here.ts'
import { stepItem } from './step.ts'

/** From an administrator's login to an API user of few rights and the first calls made with its token. */
export function startHere({ product, methods }: ApiDescription): Folder {
  const steps = product === 'pve' ? pveFirstCalls : pbsFirstCalls
  return {
    name: 'Start here',
    description: `Creates an API user with an API token that may read, and makes the first calls with it.

Run the folder (*Run folder*) with an environment of an administrator, or send the requests one after the other. Running it again does no harm: what is there already stays, and the secret of an existing token is not changed. Copy the id and the secret of the new token from the answer into an environment of its own; the secret is shown only once.`,
    item: steps.flatMap((step) => stepItem(methods, step)),
  }
}
