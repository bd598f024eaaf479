import { messages } from '../../../text/messages.ts'
import type { SystemField } from './system-draft.ts'
import type { ConfigFile } from './system-editor.svelte.ts'

const words = messages.system

/**
 * What a field shows that somebody else owns: a mark, and how to change it there in the place of its help.
 *
 * @param owner nothing where it can be changed here
 */
export function lockOf(
  owner: 'environment' | 'file' | undefined,
  field: SystemField,
  hint: string,
): { locked?: string; hint: string } {
  switch (owner) {
    case undefined:
      return { hint }
    case 'environment':
      return { locked: words.owned.environment, hint: words.ownedHow.environment(words.variables[field]) }
    case 'file':
      return { locked: words.owned.file, hint: words.ownedHow.file }
  }
}

/** What a `pulse.yaml` owns, in one sentence. */
export function ownedWords({ connections, settings, sections }: ConfigFile): string {
  const parts = [
    ...(connections.length > 0 ? [words.file.connections(connections.length)] : []),
    ...sections.map((section) => words.file.sections[section] ?? section),
    ...settings.map((name) => `“${fieldName(name)}”`),
  ]
  return words.file.owns(parts)
}

/** Of a setting, as the form calls it; those that no form shows have the name they have in the file. */
const fieldName = (name: string): string => Object.entries(words.fields).find(([field]) => field === name)?.[1] ?? name
