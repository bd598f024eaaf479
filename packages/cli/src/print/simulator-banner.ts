import type { NamedFault, Simulator } from '@pulse/simulator'
import { twoColumns } from './two-columns.ts'

/** So many hosts are listed one by one. */
const listedAtMost = 12

/** What a person needs to use the simulation. Its secrets are its own invention, and worth nothing elsewhere. */
export function simulatorBanner({ endpoints, connections, credentials }: Simulator, env: string | undefined): string {
  const { root, pve, pbs } = credentials
  const hosts = endpoints
    .slice(0, listedAtMost)
    .map(({ name, url, product }) => [name, url, product === 'pve' ? 'Proxmox VE' : 'Proxmox Backup Server'])
  const more = endpoints.length - hosts.length
  return [
    'Simulated Proxmox hosts:',
    ...columns(hosts),
    ...(more > 0 ? [`  and ${more} more`] : []),
    '',
    'Logins, the same everywhere:',
    ...columns([
      ['may do everything', root.username, root.password],
      ['', root.tokenId, root.secret],
      ['only looks, Proxmox VE', pve.tokenId, pve.secret],
      ['only looks, Backup Server', pbs.tokenId, pbs.secret],
    ]),
    '',
    'Certificates (SHA-256):',
    ...columns(connections.map(({ name, fingerprints }) => [name, fingerprints[0] ?? ''])),
    '',
    ...wayIn(connections, root, env),
    '',
    'Press Ctrl-C to end it. Nothing is kept.',
  ].join('\n')
}

/** Lines to paste. */
function wayIn(
  connections: Simulator['connections'],
  { tokenId, secret }: Simulator['credentials']['root'],
  env: string | undefined,
): string[] {
  const url = connections.find(({ product }) => product === 'pve')?.url ?? ''
  return [
    'Try it:',
    `  curl -k -H 'Authorization: PVEAPIToken=${tokenId}=${secret}' ${url}/api2/json/nodes`,
    env === undefined
      ? '  pulse simulate --env sim.env  writes what pulse api, Postman and the examples need'
      : `  pulse api get /nodes --env ${env} --product pve`,
    `  pulse serve  and add ${connections.map((one) => one.url).join(', ')}`,
  ]
}

/** `pulse simulate --faults` */
export function faultTable(faults: readonly NamedFault[]): string {
  const rows = faults.map(({ example, summary }) => [example, summary] as const)
  return ['Faults, to be given with --fault:', ...twoColumns(rows)].join('\n')
}

/** Columns as wide as their widest text; the last one is not filled up. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)))
  return rows.map(
    (row) =>
      `  ${row.map((text, index) => (index === row.length - 1 ? text : text.padEnd(widths[index] ?? 0))).join('  ')}`,
  )
}
