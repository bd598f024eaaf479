import { access } from './english/access.ts'
import { audit } from './english/audit.ts'
import { backup } from './english/backup.ts'
import { connections } from './english/connections.ts'
import { discovery } from './english/discovery.ts'
import { docs } from './english/docs.ts'
import { frame } from './english/frame.ts'
import { load } from './english/load.ts'
import { overview } from './english/overview.ts'
import { reasons } from './english/reasons.ts'
import { registration } from './english/registration.ts'
import { security } from './english/security.ts'
import { settings } from './english/settings.ts'
import { system } from './english/system.ts'
import { updates } from './english/updates.ts'

/**
 * Every text of the interface, by screen. Another language is another object of this shape; sentences are functions, so
 * that word order and plural forms stay the language's own.
 */
export const messages = {
  access,
  audit,
  backup,
  discovery,
  docs,
  frame,
  load,
  overview,
  connections,
  security,
  settings,
  reasons,
  registration,
  system,
  updates,
}
