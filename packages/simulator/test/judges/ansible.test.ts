import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../src/simulator.ts'
import { endpointOf } from '../ask.ts'
import { findProgram, isMissing, pythonWith, runProgram } from './run-program.ts'

const playbook = findProgram('ansible-playbook')
const inventory = pythonWith('proxmoxer, requests') === null ? null : findProgram('ansible-inventory')

type Inventory = Record<string, { hosts?: string[]; hostvars?: Record<string, Record<string, unknown>> }>

interface Play {
  plays: { tasks: { task: { name: string }; hosts: { localhost: Record<string, unknown> } }[] }[]
}

describe.skipIf(isMissing(playbook, 'ansible') || isMissing(inventory, 'proxmoxer for ansible'))('Ansible', () => {
  let simulator: Simulator
  let folder: string
  let environment: Record<string, string>

  beforeAll(async () => {
    simulator = await startSimulator({ scenario: 'small', host: '127.0.0.1' })
    folder = await mkdtemp(join(tmpdir(), 'ansible-'))
    environment = {
      HOME: folder,
      ANSIBLE_LOCAL_TEMP: join(folder, 'tmp'),
      ANSIBLE_STDOUT_CALLBACK: 'json',
      PYTHONWARNINGS: 'ignore',
      ANSIBLE_LOCALHOST_WARNING: 'false',
      ANSIBLE_INVENTORY_UNPARSED_WARNING: 'false',
    }
  })
  afterAll(async () => {
    await simulator.close()
    await rm(folder, { recursive: true, force: true })
  })

  const address = (): string => `127.0.0.1:${endpointOf(simulator.endpoints, 'attic/pve1').port}`

  test('takes the whole inventory with its facts', async () => {
    const file = join(folder, 'attic.proxmox.yml')
    const { tokenId, secret } = simulator.credentials.pve
    const [user = '', name = ''] = tokenId.split('!')
    const lines = [
      'plugin: community.general.proxmox',
      `url: https://${address()}`,
      `user: ${user}`,
      `token_id: ${name}`,
      `token_secret: ${secret}`,
      'validate_certs: false',
      'want_facts: true',
      'want_proxmox_nodes_ansible_host: false',
    ]
    await writeFile(file, `${lines.join('\n')}\n`)
    const run = await runProgram(inventory ?? '', ['-i', file, '--list'], environment)
    expect(run.stderr).toBe('')
    const listed = JSON.parse(run.stdout) as Inventory
    const size = (group: string): number | undefined => listed[group]?.hosts?.length
    // 31 guests, of which one is a template; three are stopped on purpose, one is paused, which counts as running.
    expect(size('proxmox_all_qemu')).toBe(18)
    expect(size('proxmox_all_lxc')).toBe(12)
    expect(size('proxmox_all_stopped')).toBe(3)
    expect(size('proxmox_nodes')).toBe(3)
    expect(listed['proxmox_pool_home']?.hosts?.sort()).toEqual(['frigate', 'home-assistant', 'mqtt', 'pihole'])
    expect(listed['_meta']?.hostvars?.['docker-01']).toMatchObject({
      proxmox_vmid: 113,
      proxmox_node: 'pve1',
      proxmox_status: 'running',
      proxmox_tags_parsed: ['docker', 'prod'],
      proxmox_agent_interfaces: [{ name: 'lo' }, { name: 'ens18' }, { name: 'docker0' }],
    })
    expect(listed['_meta']?.hostvars?.['home-assistant']?.['proxmox_snapshots']).toEqual([
      'before_2026_10',
      'auto_weekly',
    ])
  })

  /** A task of a playbook; its name is the module's unless another is given. */
  function task(module: string, more: Record<string, unknown>, name = module): Record<string, unknown> {
    const login = { api_host: address(), api_user: 'root@pam', api_password: simulator.credentials.root.password }
    return { name, [`community.general.${module}`]: { ...login, ...more } }
  }

  async function run(tasks: readonly Record<string, unknown>[]): Promise<Play['plays'][number]> {
    const file = join(folder, 'play.json')
    // A playbook may be JSON, as JSON is YAML.
    await writeFile(file, JSON.stringify([{ hosts: 'localhost', connection: 'local', gather_facts: false, tasks }]))
    const args = ['-i', 'localhost,', '-e', 'ansible_python_interpreter=/usr/bin/python3', file]
    const { code, stdout } = await runProgram(playbook ?? '', args, environment)
    expect(code, stdout.slice(-2000)).toBe(0)
    const [play] = (JSON.parse(stdout) as Play).plays
    if (play === undefined) throw new Error(stdout)
    return play
  }

  test('its modules read and write', async () => {
    const tasks = [
      task('proxmox_kvm', { node: 'pve1', vmid: 100, state: 'current' }),
      task('proxmox_tasks_info', { node: 'pve3' }),
      task('proxmox_storage_info', { type: 'nfs' }),
      task('proxmox_user_info', {}),
      task('proxmox_group_info', {}),
      task('proxmox_domain_info', {}),
      task('proxmox_snap', { vmid: 104, state: 'present', snapname: 'by_ansible' }),
    ]
    const play = await run(tasks)
    const results = Object.fromEntries(play.tasks.map((one) => [one.task.name, one.hosts.localhost]))
    const listed = (module: string, list: string, key: string): unknown[] =>
      ((results[module]?.[list] ?? []) as Record<string, unknown>[]).map((row) => row[key])
    expect(results['proxmox_kvm']).toMatchObject({
      status: 'running',
      msg: 'VM home-assistant with vmid = 100 is running',
    })
    expect(listed('proxmox_tasks_info', 'proxmox_tasks', 'failed')).toContain(true)
    expect(listed('proxmox_storage_info', 'proxmox_storages', 'storage')).toEqual(['nas-media', 'nas-vm'])
    expect(listed('proxmox_user_info', 'proxmox_users', 'userid')).toEqual([
      'alice@pve',
      'bob@pve',
      'pulse-monitor@pve',
      'root@pam',
    ])
    expect(listed('proxmox_group_info', 'proxmox_groups', 'groupid')).toEqual(['admins', 'operators'])
    expect(listed('proxmox_domain_info', 'proxmox_domains', 'realm')).toEqual(['pam', 'pve'])
    expect(results['proxmox_snap']).toMatchObject({ changed: true })
    const snapshots = simulator.estate.guest('attic', 104).snapshots.map((snapshot) => snapshot.name)
    expect(snapshots).toEqual(['by_ansible'])
  })

  test('its modules make, start, stop and destroy guests', async () => {
    const vm = { node: 'pve2', vmid: 250, name: 'by-ansible', timeout: 30 }
    const hardware = { cores: 2, memory: 512, scsi: { scsi0: 'local-lvm:4' }, net: { net0: 'virtio,bridge=vmbr0' } }
    const box = { node: 'pve1', vmid: 251, hostname: 'box-by-ansible', timeout: 30 }
    const ostemplate = 'local:vztmpl/alpine-3.22-default_20250617_amd64.tar.xz'
    const make = { ostemplate, password: 'sesame-1', storage: 'local-zfs', disk: '3', memory: 128 }
    const play = await run([
      task('proxmox_kvm', { ...vm, ...hardware, state: 'present' }, 'made'),
      task('proxmox_kvm', { ...vm, state: 'absent' }, 'gone'),
      // The module believes the cluster's list, which knows of a change ten seconds late: others are started and stopped.
      task('proxmox_kvm', { node: 'pve3', vmid: 126, state: 'started' }, 'started'),
      task('proxmox_kvm', { node: 'pve3', vmid: 114, state: 'stopped', force: true }, 'stopped'),
      task('proxmox', { ...box, ...make, state: 'present' }, 'box made'),
      task('proxmox', { ...box, state: 'started' }, 'box started'),
      task('proxmox', { ...box, state: 'stopped', force: true }, 'box stopped'),
      task('proxmox', { ...box, state: 'absent' }, 'box gone'),
    ])
    const told = play.tasks.map((one) => [one.task.name, one.hosts.localhost['changed']])
    expect(told).toEqual([
      ['made', true],
      ['gone', true],
      ['started', true],
      ['stopped', true],
      ['box made', true],
      ['box started', true],
      ['box stopped', true],
      ['box gone', true],
    ])
    const { guests } = simulator.estate.site('attic')
    expect([guests.has(250), guests.has(251)]).toEqual([false, false])
    expect([guests.get(126)?.status, guests.get(114)?.status]).toEqual(['running', 'stopped'])
  }, 60_000)
})
