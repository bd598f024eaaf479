#!/usr/bin/env node
// The one file that is no TypeScript: it switches on the cache of compiled code before the first file that would have to
// be stripped of its types. From the second start on that takes half the time and 20 MB less.
import { enableCompileCache } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** The user's own; none for a user without a home, as in a container with a number for a user. */
function cacheDirectory() {
  const shared = process.env.XDG_CACHE_HOME
  if (shared?.startsWith('/')) return join(shared, 'pulse')
  try {
    return join(homedir(), '.cache', 'pulse')
  } catch {
    return undefined
  }
}

const directory = cacheDirectory()
if (directory !== undefined) enableCompileCache(directory)
await import('../src/cli.ts')
