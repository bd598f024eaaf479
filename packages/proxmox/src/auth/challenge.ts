/** The second factors that a half-done login names, or nothing if the ticket is a whole one. */
export function challengeKinds(ticket: string): string[] | undefined {
  const challenge = /^P(?:VE|BS):!?tfa!([^:]*)/.exec(ticket)?.[1]
  if (challenge === undefined) return undefined
  try {
    const offered: unknown = JSON.parse(decodeURIComponent(challenge))
    if (typeof offered !== 'object' || offered === null) return []
    return Object.entries(offered).flatMap(([kind, use]) => (use ? [kind] : []))
  } catch {
    return []
  }
}
