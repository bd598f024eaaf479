import { type Guest, isUp } from '../../estate/guest.ts'
import { ApiFailure } from '../answer.ts'
import { guestOf, type PveCall, type PveHandler, type PveHandlers } from './call.ts'
import { fileSystems } from './file-systems.ts'
import { addressOf } from './guests.ts'

/** How long the daemon waits for a command before it gives up. */
const commandTimeoutMs = 10_000
const pingTimeoutMs = 3000

/** Runs a command in the guest: refuses it the way the product does when the agent cannot answer. */
function withAgent(command: string, answer: (guest: Guest, call: PveCall) => unknown): PveHandler {
  return (call) => {
    const guest = guestOf(call, 'qemu')
    if (guest.agent === 'absent') throw new ApiFailure(500, 'No QEMU guest agent configured')
    if (!isUp(guest)) throw new ApiFailure(500, `VM ${guest.vmid} is not running`)
    if (guest.agent === 'silent')
      throw new ApiFailure(500, 'QEMU guest agent is not running', { delayMs: pingTimeoutMs })
    if (guest.agent === 'hung' || guest.status !== 'running') {
      const text = `VM ${guest.vmid} qga command '${command}' failed - got timeout`
      throw new ApiFailure(500, text, { delayMs: commandTimeoutMs })
    }
    if (guest.agent === 'restricted' && command === 'guest-get-fsinfo') {
      throw new ApiFailure(500, `The command ${command} has been disabled for this instance`)
    }
    return { result: answer(guest, call) }
  }
}

function fsInfo(guest: Guest, call: PveCall): unknown[] {
  return fileSystems(guest, call.now).map((system) => ({
    name: system.name,
    mountpoint: system.mountpoint,
    type: system.type,
    ...(system.sizeBytes !== undefined && {
      'total-bytes': Math.round(system.sizeBytes * 0.95),
      'total-bytes-privileged': system.sizeBytes,
    }),
    ...(system.usedBytes !== undefined && { 'used-bytes': system.usedBytes }),
    disk:
      system.device === undefined
        ? []
        : [
            {
              dev: system.device,
              'bus-type': 'scsi',
              bus: 0,
              target: 0,
              unit: system.device.endsWith('1') && system.device.includes('Drive') ? 1 : 0,
              serial: '0QEMU_QEMU_HARDDISK_drive-scsi0',
              'pci-controller': { domain: 0, bus: 9, slot: 1, function: 0 },
            },
          ],
  }))
}

function interfaces(guest: Guest): unknown[] {
  const { ipv4, ipv6, mac } = addressOf(guest)
  const address = (ip: string, kind: 'ipv4' | 'ipv6', prefix: number) => ({
    'ip-address': ip,
    'ip-address-type': kind,
    prefix,
  })
  const statistics = {
    'rx-bytes': 1,
    'rx-dropped': 0,
    'rx-errs': 0,
    'rx-packets': 1,
    'tx-bytes': 1,
    'tx-dropped': 0,
    'tx-errs': 0,
    'tx-packets': 1,
  }
  const isWindows = guest.os === 'windows'
  const isBsd = guest.os === 'freebsd'
  const rows: Record<string, unknown>[] = [
    {
      name: isWindows ? 'Loopback Pseudo-Interface 1' : isBsd ? 'lo0' : 'lo',
      ...(!isWindows && !isBsd && { 'hardware-address': '00:00:00:00:00:00' }),
      'ip-addresses': [address('127.0.0.1', 'ipv4', 8), address('::1', 'ipv6', 128)],
      ...(!isBsd && { statistics }),
    },
    {
      name: isWindows ? 'Ethernet 2' : isBsd ? 'vtnet0' : 'ens18',
      'hardware-address': mac,
      'ip-addresses': [address(ipv4, 'ipv4', 24), address(ipv6, 'ipv6', 64)],
      ...(!isBsd && { statistics }),
    },
  ]
  // A bridge without an address has no address list at all.
  if (guest.tags.includes('docker')) rows.push({ name: 'docker0', 'hardware-address': '02:42:0b:6f:3e:11', statistics })
  return rows
}

function osInfo(guest: Guest): unknown {
  switch (guest.os) {
    case 'windows':
      return {
        id: 'mswindows',
        name: 'Microsoft Windows',
        'pretty-name': 'Windows Server 2022 Standard',
        version: 'Microsoft Windows Server 2022',
        'version-id': '2022',
        variant: 'server',
        'variant-id': 'server',
        machine: 'x86_64',
        'kernel-release': '20348',
        'kernel-version': '10.0',
      }
    case 'ubuntu':
      return {
        id: 'ubuntu',
        name: 'Ubuntu',
        'pretty-name': 'Ubuntu 24.04.3 LTS',
        version: '24.04.3 LTS (Noble Numbat)',
        'version-id': '24.04',
        machine: 'x86_64',
        'kernel-release': '6.8.0-85-generic',
        'kernel-version': '#85-Ubuntu SMP PREEMPT_DYNAMIC',
      }
    case 'haos':
      return {
        id: 'haos',
        name: 'Home Assistant OS',
        'pretty-name': 'Home Assistant OS 16.2',
        version: '16.2',
        'version-id': '16.2',
        machine: 'x86_64',
        'kernel-release': '6.12.51-haos',
        'kernel-version': '#1 SMP PREEMPT_DYNAMIC',
      }
    case 'freebsd':
      return {
        id: 'freebsd',
        name: 'FreeBSD',
        'pretty-name': 'FreeBSD 14.3-RELEASE',
        'version-id': '14.3',
        machine: 'amd64',
        'kernel-release': '14.3-RELEASE-p2',
        'kernel-version': 'FreeBSD 14.3-RELEASE-p2',
      }
    case 'alpine':
    case 'debian':
      return {
        id: 'debian',
        name: 'Debian GNU/Linux',
        'pretty-name': 'Debian GNU/Linux 13 (trixie)',
        version: '13 (trixie)',
        'version-id': '13',
        machine: 'x86_64',
        'kernel-release': '6.12.48+deb13-amd64',
        'kernel-version': '#1 SMP PREEMPT_DYNAMIC Debian 6.12.48-1',
      }
  }
}

const commands = [
  'guest-ping',
  'guest-get-fsinfo',
  'guest-network-get-interfaces',
  'guest-get-osinfo',
  'guest-get-host-name',
  'guest-get-time',
]

function info(guest: Guest): unknown {
  const supported = commands.map((name) => ({
    name,
    enabled: !(guest.agent === 'restricted' && name === 'guest-get-fsinfo'),
    'success-response': true,
  }))
  return { version: guest.os === 'windows' ? '109.0.1' : '9.2.4', supported_commands: supported }
}

const at = '/nodes/{node}/qemu/{vmid}/agent'

// Frozen file systems thaw when the guest stops; nothing else of the guest depends on it.
const frozen = new WeakMap<Guest, number>()

function isFrozen(guest: Guest): boolean {
  return frozen.get(guest) === guest.startedAt
}

/** Freezing and thawing tell how many file systems they were. */
function setFrozen(guest: Guest, call: PveCall, to: boolean): number {
  const count = isFrozen(guest) === to ? 0 : fileSystems(guest, call.now).length
  if (to) frozen.set(guest, guest.startedAt)
  else frozen.delete(guest)
  return count
}

function trim(guest: Guest, call: PveCall): unknown {
  const paths = fileSystems(guest, call.now).map(({ mountpoint }) => ({ path: mountpoint, trimmed: 0, minimum: 0 }))
  return { paths }
}

/** Time that a guest takes to go down by itself. */
const goingDownMs = 3000

function goDown(guest: Guest, call: PveCall): unknown {
  call.estate.clock.after(goingDownMs, () => {
    if (call.site.guests.get(guest.vmid) === guest) call.estate.setStatus(call.site.name, guest.vmid, 'stopped')
  })
  return {}
}

export const agentHandlers: PveHandlers = {
  [`GET ${at}/get-fsinfo`]: withAgent('guest-get-fsinfo', fsInfo),
  [`GET ${at}/network-get-interfaces`]: withAgent('guest-network-get-interfaces', interfaces),
  [`GET ${at}/get-osinfo`]: withAgent('guest-get-osinfo', osInfo),
  [`GET ${at}/get-host-name`]: withAgent('guest-get-host-name', (guest) => ({
    'host-name': guest.os === 'windows' ? guest.name.toUpperCase() : guest.name,
  })),
  [`GET ${at}/get-time`]: withAgent('guest-get-time', (_, call) => call.now * 1_000_000),
  [`GET ${at}/get-timezone`]: withAgent('guest-get-timezone', () => ({ zone: 'UTC', offset: 0 })),
  [`GET ${at}/get-users`]: withAgent('guest-get-users', () => []),
  [`GET ${at}/get-vcpus`]: withAgent('guest-get-vcpus', (guest) =>
    Array.from({ length: guest.cores }, (_, index) => ({
      'logical-id': index,
      online: true,
      'can-offline': index > 0,
    })),
  ),
  [`GET ${at}/get-memory-block-info`]: withAgent('guest-get-memory-block-info', () => ({ size: 134_217_728 })),
  [`GET ${at}/get-memory-blocks`]: withAgent('guest-get-memory-blocks', () => []),
  [`GET ${at}/info`]: withAgent('guest-info', info),
  [`POST ${at}/ping`]: withAgent('guest-ping', () => ({})),
  [`POST ${at}/fsfreeze-freeze`]: withAgent('guest-fsfreeze-freeze', (guest, call) => setFrozen(guest, call, true)),
  [`POST ${at}/fsfreeze-thaw`]: withAgent('guest-fsfreeze-thaw', (guest, call) => setFrozen(guest, call, false)),
  [`POST ${at}/fsfreeze-status`]: withAgent('guest-fsfreeze-status', (guest) =>
    isFrozen(guest) ? 'frozen' : 'thawed',
  ),
  [`POST ${at}/fstrim`]: withAgent('guest-fstrim', trim),
  [`POST ${at}/shutdown`]: withAgent('guest-shutdown', goDown),
}
