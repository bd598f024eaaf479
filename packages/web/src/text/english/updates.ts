import { formatDate, formatInstant } from '../format.ts'

const deployments: Readonly<Record<string, string>> = {
  docker: 'a container',
  proxmoxve: 'an LXC container of Proxmox VE',
  systemd: 'a systemd service',
  development: 'a checkout of the source',
  manual: 'a program started by hand',
}

export const updates = {
  title: 'This version',
  failed: 'The version could not be read',
  version: 'Version',
  build: (build: string): string => (build === 'release' ? '' : `, ${build}`),
  runsAs: 'Runs as',
  deployment: (type: string): string => deployments[type] ?? type,
  runtime: 'Runtime',
  check: 'Check now',
  checking: 'Asking …',
  off: 'The source is off, so Pulse asks nobody and no request leaves this server. Set a source below to compare this version with what is published there.',
  notAsked: 'Pulse asks only when you do. It never replaces itself.',
  newest: (channel: string): string =>
    channel === 'rc' ? 'Nothing newer is published, not even a release candidate.' : 'This is the newest release.',
  available: (version: string): string => `${version} is out.`,
  prerelease: 'a release candidate',
  released: (at: number): string => `published on ${formatDate(at)}`,
  checkedAt: (at: number, now: number): string => `asked ${formatInstant(at, now)}`,
  download: 'Where it is published',
  notes: 'Notes of the release',
  instructions: 'How this Pulse is updated',

  sourceTitle: 'Where to look',
  channels: { stable: 'Releases', rc: 'Release candidates, too' },
  channelHint: 'Candidates are for those who want to find faults before others do.',
  sourceHint:
    'Address of a repository in the form of the GitHub API, such as https://api.github.com/repos/OWNER/pulse. off asks nobody.',
}
