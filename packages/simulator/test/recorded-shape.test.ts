import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findMethod, type Product } from '@pulse/proxmox/schema'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pbsHandlers } from '../src/answers/pbs/pbs.ts'
import { pveHandlers } from '../src/answers/pve/pve.ts'
import { type Simulator, startSimulator } from '../src/simulator.ts'
import { dataOf, endpointOf, type Row, rowsOf } from './ask.ts'
import { manualClock } from './manual-clock.ts'

const folder = fileURLToPath(new URL('../../../../shared/recorded', import.meta.url))
const isMissing = !existsSync(folder)
if (isMissing) console.log('skipped: there are no recorded answers beside the project')

interface Exchange {
  request: { method: string; path?: string; path_pattern?: string }
  response: { status: number; body: unknown }
}

interface Recording {
  exchanges?: Exchange[]
  scenarios?: Record<string, { responses: Record<string, { status: number; body: unknown }> }>
}

const isRow = (value: unknown): value is Row => value !== null && typeof value === 'object' && !Array.isArray(value)

/** Every recorded 200 answer of one product as path and data; patterns are read as the path they stand for. */
function recordedAnswers(product: Product): { path: string; data: unknown }[] {
  const folders = product === 'pve' ? ['donaldgifford-cassettes', 'luthermonson-go-proxmox'] : ['fivenines-pbs']
  const answers: { path: string; data: unknown }[] = []
  for (const name of folders) {
    for (const file of readdirSync(join(folder, name))) {
      // 7 has fields and types that later versions do not have any more.
      if (file.startsWith('pve7x')) continue
      const recording = JSON.parse(readFileSync(join(folder, name, file), 'utf8')) as Recording
      for (const { request, response } of recording.exchanges ?? []) {
        const path = (request.path ?? request.path_pattern ?? '').replaceAll(/^\^|\$$|\\/g, '').split('?')[0] ?? ''
        if (request.method === 'GET') add(path, response)
      }
      for (const [path, response] of Object.entries(recording.scenarios?.['healthy']?.responses ?? {})) {
        add(path.split('?')[0] ?? '', response)
      }
    }
  }
  function add(path: string, response: { status: number; body: unknown }): void {
    if (response.status === 200 && isRow(response.body)) answers.push({ path, data: response.body['data'] })
  }
  return answers
}

/** Rows of several kinds in one list are compared kind by kind. */
function kindOf(template: string, row: Row): string {
  const isMixed = ['/cluster/resources', '/cluster/status', '/cluster/ha/status/current'].includes(template)
  if (isMixed) return String(row['type'])
  return template.endsWith('/snapshot') && row['name'] === 'current' ? 'current' : ''
}

/** The fields that all recorded rows of a template and kind have. */
function steadyFields(product: Product): Map<string, Set<string>> {
  const fields = new Map<string, Set<string>>()
  for (const { path, data } of recordedAnswers(product)) {
    const template = findMethod(product, 'GET', path)?.method.path
    if (template === undefined) continue
    for (const row of Array.isArray(data) ? data : [data]) {
      if (!isRow(row) || row['status'] === 'unknown') continue
      const key = `${template} ${kindOf(template, row)}`
      const known = fields.get(key)
      const keys = new Set(Object.keys(row))
      fields.set(key, known === undefined ? keys : known.intersection(keys))
    }
  }
  return fields
}

interface Exception {
  readonly fields: readonly string[]
  readonly why: string
}

const only = (why: string, ...fields: readonly string[]): Exception => ({ fields, why })
const optional = (...fields: readonly string[]): Exception =>
  only('set by the administrator; the estate has it not', ...fields)
const invented = (...fields: readonly string[]): Exception =>
  only('only in hand-written recordings; servers do not send it', ...fields)

/** Recorded every time, and still not to be expected. */
const exceptions: Readonly<Record<string, Exception>> = {
  '/access/users/{userid} ': optional('firstname', 'lastname'),
  '/access/users/{userid}/tfa ': optional('realm', 'types', 'user'),
  '/access/users/{userid}/token ': optional('comment'),
  '/access/users/{userid}/token/{tokenid} ': optional('comment'),
  '/cluster/firewall/options ': optional('ebtables', 'policy_in', 'policy_out', 'policy_forward'),
  '/cluster/ha/resources ': optional('group'),
  '/cluster/ha/resources/{sid} ': optional('group', 'comment'),
  '/cluster/options ': optional('console', 'language', 'max_workers', 'ha', 'next-id', 'crs'),
  '/cluster/tasks ': only('a running task has neither', 'endtime', 'status'),
  '/nodes/{node}/disks/zfs/{name} ': only('only where something is wrong with the pool', 'status'),
  '/nodes/{node}/dns ': optional('dns2', 'dns3'),
  '/nodes/{node}/qemu/{vmid}/config ': invented('vmid'),
  '/nodes/{node}/qemu/{vmid}/snapshot ': only('the oldest has no parent', 'parent'),
  '/nodes/{node}/qemu/{vmid}/snapshot current': invented('snaptime'),
  '/nodes/{node}/rrddata ': invented('mem', 'maxmem'),
  '/nodes/{node}/subscription ': only('the estate has no subscription', 'key', 'level', 'productname', 'nextduedate'),
  '/pools ': optional('comment'),
  '/pools/{poolid} ': optional('comment'),
  '/storage/{storage} ': optional('shared'),
  '/admin/prune ': optional('keep-last'),
}

/** Answers that hold keys chosen by people or by the hardware: there is nothing to compare. */
const unsteady = [
  '/access/roles/{roleid}',
  '/access/permissions',
  '/access/domains/{realm}',
  '/access/tfa/{userid}/{id}',
  '/nodes/{node}/config',
]

/** Refused on purpose, as by a host without these parts. */
const refused = ['/cluster/ceph/status', '/nodes/{node}/ceph/status', '/cluster/ha/groups']

describe.skipIf(isMissing)('what recorded answers always have, the simulated ones have too', () => {
  let simulator: Simulator
  beforeAll(async () => {
    simulator = await startSimulator({ scenario: 'small', clock: manualClock(Date.UTC(2026, 2, 4, 12, 0, 0)) })
  })
  afterAll(() => simulator.close())

  async function simulatedRows(product: Product, template: string): Promise<Row[]> {
    const endpoint = endpointOf(simulator.endpoints, product === 'pve' ? 'attic/pve1' : 'pbs-main')
    const { root } = simulator.credentials
    const isContainer = template.includes('/lxc/')
    const values: Record<string, string> = {
      node: product === 'pbs' ? 'localhost' : isContainer ? 'pve1' : 'pve2',
      vmid: isContainer ? '101' : '105',
      storage: 'pbs-main',
      name: product === 'pbs' ? 'main' : 'rpool',
      store: 'main',
      id: template.includes('replication') ? '101-0' : (simulator.estate.site('attic').backupJobs[0]?.id ?? ''),
      sid: 'vm:105',
      userid: 'root@pam',
      tokenid: 'admin',
      groupid: 'admins',
      realm: 'pam',
      poolid: 'home',
    }
    if (template.includes('{snapname}')) {
      const snapshot = { name: 'before', description: 'x', takenAt: 0, parent: 'older', withMemory: false }
      simulator.estate.update('attic', isContainer ? 101 : 105, { snapshots: [snapshot] })
      values['snapname'] = 'before'
    }
    if (template.includes('{upid}')) {
      const [task] = await rowsOf(endpoint, root, '/nodes/pve2/tasks')
      values['upid'] = encodeURIComponent(String(task?.['upid']))
    }
    if (template.includes('{volume}')) {
      const [volume] = await rowsOf(endpoint, root, '/nodes/pve2/storage/pbs-main/content')
      values['volume'] = encodeURIComponent(String(volume?.['volid']))
    }
    const query = template.endsWith('/smart') ? '?disk=/dev/sda' : template.endsWith('rrddata') ? '?timeframe=hour' : ''
    const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? `{${name}}`) + query
    const data = await dataOf(endpoint, root, path)
    return (Array.isArray(data) ? data : [data]).filter(isRow)
  }

  const cases = isMissing
    ? []
    : (['pve', 'pbs'] as const).flatMap((product) => {
        const handlers = product === 'pve' ? pveHandlers : pbsHandlers
        return [...steadyFields(product)].flatMap(([key, fields]) => {
          const [template = '', kind = ''] = key.split(' ')
          if (handlers[`GET ${template}`] === undefined || [...unsteady, ...refused].includes(template)) return []
          return [{ product, template, kind, key, fields: [...fields] }]
        })
      })

  test('enough paths are compared', () => {
    expect(cases.length).toBeGreaterThan(70)
  })

  test.each(cases)('$product $key', async ({ product, template, kind, key, fields }) => {
    const rows = (await simulatedRows(product, template)).filter((row) => kindOf(template, row) === kind)
    const allowed = exceptions[key]?.fields ?? []
    const missing = fields.filter((field) => !allowed.includes(field) && rows.some((row) => !(field in row)))
    expect(missing).toEqual([])
  })
})
