import type { UpdateCheck } from '@pulse/contract'
import { expect, test } from 'vitest'
import { checkFacts } from './check-facts.ts'

const checked: UpdateCheck = {
  available: true,
  currentVersion: '1.0.0',
  latestVersion: '1.1.0-rc.1',
  releaseNotes: '',
  releaseDate: '2025-03-04T12:00:00.000Z',
  downloadUrl: '',
  isPrerelease: true,
  deploymentType: 'docker',
  instructions: '',
  channel: 'rc',
  reason: null,
  checkedAt: '2025-03-05T12:00:00.000Z',
}
const now = Date.UTC(2026, 10, 26, 12)

test.each<[Partial<UpdateCheck>, string]>([
  [{}, 'a release candidate · published on 4 Mar 2025 · asked 5 Mar 2025'],
  [{ isPrerelease: false, releaseDate: null }, 'asked 5 Mar 2025'],
  [{ available: false }, 'asked 5 Mar 2025'],
  [{ available: false, checkedAt: null }, ''],
])('%j: %s', (change, line) => expect(checkFacts({ ...checked, ...change }, now)).toBe(line))
