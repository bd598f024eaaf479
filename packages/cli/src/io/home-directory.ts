import { homedir } from 'node:os'

/** Of the user; undefined for one who has none, as in a container with a number for a user. */
export function homeDirectory(): string | undefined {
  try {
    return homedir() || undefined
  } catch {
    return undefined
  }
}
