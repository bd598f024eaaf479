import { describe, expect, it } from 'vitest'
import { monitorPrivileges } from '@pulse/contract'
import { scriptParts } from './io/script-parts.ts'
import { type SetupScriptValues, setupScript } from './setup-script.ts'

const good: SetupScriptValues = {
  product: 'pve',
  pulseUrl: 'http://192.0.2.5:7655',
  pulsePin: `sha256//${'A'.repeat(43)}=`,
  setupCode: 'ABCDEFGHJKLMNPQRSTUV',
  hostUrl: 'https://192.0.2.10:8006',
  backupPerms: true,
}

describe('a setup script', () => {
  it('is a block of assignments and constant text', () => {
    expect(setupScript(good)).toBe(
      [
        '#!/bin/sh',
        '# Makes a user and a token that Pulse looks through, and registers this host there.',
        '',
        "PRODUCT='pve'",
        "PULSE_URL='http://192.0.2.5:7655'",
        "PULSE_PIN='sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='",
        "SETUP_CODE='ABCDEFGHJKLMNPQRSTUV'",
        "HOST_URL='https://192.0.2.10:8006'",
        "TOKEN_NAME='pulse-192-0-2-5-7655'",
        "OLD_TOKENS='pulse-192-0-2-5'",
        "BACKUP_PERMS='true'",
        '',
        scriptParts.pve,
        scriptParts.frame,
      ].join('\n'),
    )
  })

  it.each<[string, Partial<SetupScriptValues>]>([
    ['a code', { setupCode: "A'B" }],
    ['a pin', { pulsePin: 'sha256//$(id)' }],
    ['a host', { hostUrl: 'https://a$(id):8006' }],
    ['a host with a line break', { hostUrl: 'https://a:8006\n' }],
    ['a path', { hostUrl: 'https://a:8006/x' }],
    ['an address of Pulse', { pulseUrl: 'http://pulse/x' }],
  ])('holds no %s of another form, whoever asks for it', (_, change) => {
    expect(() => setupScript({ ...good, ...change })).toThrow(RangeError)
  })

  it('grants the privileges that Pulse has a use for, and no others', () => {
    const named = new Set(scriptParts.pve.match(/\b(VM|Sys|Datastore)\.[A-Z][A-Za-z.]*[a-z]\b/g))
    const wanted = ['7.4', '9.1'].flatMap((version) => monitorPrivileges(version, new Set(['backups'])))
    expect([...named].toSorted()).toEqual([...new Set(wanted)].toSorted())
  })
})
