/** What a person sees when the demo runs. */
export function demoBanner(address: string, connections: number): string {
  return [
    '',
    `  Pulse demo:  ${address}`,
    '',
    `  Everything in it is simulated: ${connections} connections, their nodes, guests and backups.`,
    '  Press Ctrl-C to end it. Nothing is kept.',
    '',
  ].join('\n')
}
