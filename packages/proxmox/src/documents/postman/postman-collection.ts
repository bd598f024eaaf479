import { productNames, type ApiDescription } from '../api-description.ts'
import { answerScript } from './answer-script.ts'
import { collectionNote } from './collection-note.ts'
import { script, type Collection, type Entry } from './postman-format.ts'
import { resourceFolders } from './resource-folders.ts'
import { sampleVariables } from './sample-objects.ts'
import { signInScript } from './sign-in-script.ts'
import { startHere } from './start-here.ts'
import { workflows } from './workflows.ts'

/** So that a newer collection replaces the older one on import. */
const ids = {
  pve: '6d1f0d0e-3a57-4c6a-9d55-5b2e8f0c9e21',
  pbs: 'f2b7c1a4-8d0e-4b1b-a6b3-0e4d7c95d8a7',
} as const

/**
 * A Postman collection (format 2.1.0) of an API: every method once, in folders that mirror the paths, and two folders
 * of ways through it. A script signs every request in; the variables it reads are those of `postmanEnvironment`.
 *
 * @example await writeFile('pve.postman_collection.json', JSON.stringify(postmanCollection(builtInDescription('pve'))))
 */
export function postmanCollection(description: ApiDescription): Collection {
  const { product, version, methods } = description
  return {
    info: {
      _postman_id: ids[product],
      name: `${productNames[product]} API ${version}`,
      description: collectionNote(description),
      version,
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    item: [startHere(description), workflows(description), ...resourceFolders(methods)].filter(isFilled),
    event: [
      script('prerequest', signInScript(product, openRequests(description))),
      script('test', answerScript(product)),
    ],
    variable: sampleVariables(product),
  }
}

/** Those that need no login. None of them has a placeholder in its path. */
function openRequests({ methods }: ApiDescription): string[] {
  return methods.filter(({ permissions }) => permissions?.user === 'world').map(({ verb, path }) => `${verb} ${path}`)
}

/** The file of an old server may lack all that a folder is about. */
const isFilled = (entry: Entry): boolean => 'request' in entry || entry.item.length > 0
