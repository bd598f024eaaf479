/** What a person who starts a server has to know. */
export interface ServeFacts {
  /** As it stands in a browser. */
  address: string
  dataDir: string
  /** Undefined where there is an owner, or nobody needs one. */
  setupCode: string | undefined
  /** Of the own certificate; undefined without TLS. */
  fingerprint: string | undefined
  unauthenticated: boolean
  /** Others than this machine can reach it. */
  beyondLoopback: boolean
}

export function serveBanner(facts: ServeFacts): string {
  const lines = [`Pulse is running: ${facts.address}`, `Its data are in ${facts.dataDir}`]
  if (facts.fingerprint !== undefined) lines.push(`Certificate, SHA-256: ${facts.fingerprint}`)
  if (facts.setupCode !== undefined)
    lines.push(
      '',
      `Nobody owns this server yet. Open the page and enter this code: ${facts.setupCode}`,
      `It stands in ${facts.dataDir}/setup-code, too.`,
    )
  if (facts.unauthenticated)
    lines.push('', 'Warning: everybody who reaches this server may change everything (PULSE_ALLOW_UNAUTHENTICATED).')
  if (facts.beyondLoopback && facts.fingerprint === undefined)
    lines.push('', 'Warning: passwords travel unencrypted. Start it with --tls, or behind a proxy that speaks TLS.')
  return lines.join('\n')
}
