import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findMethod } from '@pulse/proxmox/schema'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerKind, type Simulator, startSimulator } from '../src/simulator.ts'
import { askApi, endpointOf, type Row } from './ask.ts'
import { manualClock } from './manual-clock.ts'

const folder = fileURLToPath(new URL('../../../../shared/recorded/luthermonson-go-proxmox', import.meta.url))
const isMissing = !existsSync(folder)
if (isMissing) console.log('skipped: there are no recorded answers beside the project')

interface Recording {
  exchanges: {
    request: { method: string; path?: string; path_pattern?: string }
    response: { status: number; body: unknown }
  }[]
}

const isRow = (value: unknown): value is Row => value !== null && typeof value === 'object' && !Array.isArray(value)
const rowsIn = (data: unknown): Row[] => (Array.isArray(data) ? data : [data]).filter(isRow)

/** Not compared: 7 did not have the first one yet, and of tasks and jobs there are only hand-written recordings. */
const leftOut = [
  '/nodes/{node}/lxc/{vmid}/interfaces',
  '/nodes/{node}/tasks/{upid}/status',
  '/nodes/{node}/tasks/{upid}/log',
  '/cluster/backup',
]

/** The types of each field in the rows of a path template, as recorded from 7. */
function recordedTypes(): Map<string, Map<string, Set<string>>> {
  const templates = new Map<string, Map<string, Set<string>>>()
  for (const file of readdirSync(folder).filter((name) => name.startsWith('pve7x'))) {
    const { exchanges } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recording
    for (const { request, response } of exchanges) {
      const path = (request.path ?? request.path_pattern ?? '').replaceAll(/^\^|\$$|\\/g, '')
      const template = findMethod('pve', 'GET', path)?.method.path
      if (request.method !== 'GET' || response.status !== 200 || template === undefined || !isRow(response.body))
        continue
      const fields = templates.get(template) ?? new Map<string, Set<string>>()
      templates.set(template, fields)
      for (const row of rowsIn(response.body['data'])) {
        for (const [name, value] of Object.entries(row)) {
          const types = fields.get(name) ?? new Set()
          fields.set(name, types.add(typeof value))
        }
      }
    }
  }
  return templates
}

describe.skipIf(isMissing)('7.4 writes fields in the type in which they were recorded', () => {
  let simulator: Simulator
  beforeAll(async () => {
    const clock = manualClock(Date.UTC(2026, 2, 4, 12, 0, 0))
    simulator = await startSimulator({ scenario: 'small', versions: { pve: '7.4' }, clock })
  })
  afterAll(() => simulator.close())

  const recorded = isMissing ? new Map<string, Map<string, Set<string>>>() : recordedTypes()
  const templates = [...recorded.keys()].filter(
    (template) => answerKind('pve', 'GET', template) === 'model' && !leftOut.includes(template),
  )

  test('enough paths are compared', () => {
    expect(templates.length).toBeGreaterThan(40)
  })

  test.each(templates)('%s', async (template) => {
    const isContainer = template.includes('/lxc')
    const values: Record<string, string> = {
      node: 'pve1',
      vmid: isContainer ? '101' : '100',
      storage: 'local',
      userid: 'root@pam',
      tokenid: 'admin',
      groupid: 'admins',
      roleid: 'PVEAuditor',
      realm: 'pam',
      poolid: 'home',
      id: simulator.estate.site('attic').backupJobs[0]?.id ?? '',
    }
    const query = template.endsWith('rrddata') ? '?timeframe=hour' : ''
    const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? name) + query
    const reply = await askApi(endpointOf(simulator.endpoints, 'attic/pve1'), simulator.credentials.root, path)
    expect(`${reply.status} ${reply.reason}`).toBe('200 OK')
    const { data } = JSON.parse(reply.text) as { data: unknown }
    const wrong = rowsIn(data).flatMap((row) =>
      Object.entries(row).flatMap(([name, value]) => {
        const types = recorded.get(template)?.get(name)
        return types === undefined || types.has(typeof value) ? [] : [`${name}: ${typeof value}`]
      }),
    )
    expect([...new Set(wrong)]).toEqual([])
  })
})
