import { formatSpan } from '../format.ts'

const scan = {
  title: 'Hosts in the network',
  failed: 'The last scan could not be read',
  does: 'A scan knocks at ports 8006 and 8007 of each address in one private network, ten addresses a second, and asks what answers for its name and version.',
  doesNot: 'It sends no credentials, never leaves private networks, and adds nothing by itself.',
  subnet: 'Network',
  subnetHint: (networks: readonly string[]): string =>
    networks.length === 0
      ? 'Such as 192.168.1.0/24; auto is the network of this server.'
      : `auto is the network of this server. It is in ${networks.join(', ')}.`,
  start: 'Scan now',
  starting: 'Starting …',
  stop: 'Stop',
  stopping: 'Stopping …',
  progress: 'Scan',
  port: 'port ',
  never: 'Nothing has been scanned since this server started.',
  scanning: (subnet: string | null, done: number, total: number): string =>
    `${done} of ${total} addresses${subnet ? ` in ${subnet}` : ''}`,
  finished: (subnet: string | null, count: number, agoMs: number): string =>
    `${count === 0 ? 'No host' : count === 1 ? '1 host' : `${count} hosts`} found${subnet ? ` in ${subnet}` : ''}, ${formatSpan(agoMs)} ago`,
  configured: 'watched already',
  add: 'Add',
  addLabel: (name: string): string => `Add ${name}`,
  none: 'No Proxmox host answered',
  noneDetail:
    'Hosts in other networks, behind a firewall or on unusual ports are not found. They can be added by their address.',
  addByHand: 'Add a connection',
}

const settings = {
  title: 'Looking by itself',
  enabledHint: 'Off unless you switch it on. Then one network is scanned every few minutes.',
  subnetHint: 'auto for the network of this server, or a private network such as 192.168.1.0/24.',
}

export const discovery = { scan, settings }
