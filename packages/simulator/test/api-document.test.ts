import { readApiDescription } from '@pulse/proxmox/documents'
import { methods } from '@pulse/proxmox/schema'
import { describe, expect, test } from 'vitest'
import { apiDocument } from '../src/answers/api-document.ts'
import { methodAt } from '../src/answers/method-at.ts'
import { pbsVersionProfiles, versionProfiles } from '../src/simulator.ts'

/** Methods of the newest version that the schema of an older one has, too: counted in the vendor's files by verb and path. */
describe.each([
  ...versionProfiles.map((version) => ['pve', version] as const),
  ...pbsVersionProfiles.map((version) => ['pbs', version] as const),
])('the schema that %s %s publishes of itself', (product, version) => {
  test('is read back as it was meant', () => {
    const wanted = methods(product).flatMap((method) => methodAt(method, version) ?? [])
    const { methods: got } = readApiDescription(product, apiDocument(product, version), version)
    expect(got.map(({ verb, path }) => `${verb} ${path}`)).toEqual(wanted.map(({ verb, path }) => `${verb} ${path}`))
    for (const [index, method] of got.entries()) expect(method, `${method.verb} ${method.path}`).toEqual(wanted[index])
  })
})
