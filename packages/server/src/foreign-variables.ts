/** What decides access in other versions of Pulse and means nothing here, with what does. A star stands for any ending. */
const meanings: readonly (readonly [pattern: string, instead: string])[] = [
  ['DISABLE_AUTH', 'A login is asked for; only PULSE_ALLOW_UNAUTHENTICATED=true runs without one'],
  ['REQUIRE_AUTH', 'A login is always asked for'],
  ['API_TOKEN_ENABLED', 'API tokens always work; API_TOKEN sets one'],
  ['API_TOKENS', 'API_TOKEN sets one token; make others in the interface'],
  ['PULSE_PASSWORD', 'PULSE_AUTH_USER and PULSE_AUTH_PASS name the owner'],
  ['PULSE_AUDIT_LOG', 'The audit trail is always written'],
  ['AUDIT_LOG_ENABLED', 'The audit trail is always written'],
  ['ENABLE_AUDIT_LOG', 'The audit trail is always written'],
  ['ALLOW_UNPROTECTED_AUTO_REGISTER', 'Hosts register with a setup command, a registration token or a login'],
  ['REGISTRATION_TOKEN_DEFAULT_*', 'Each registration token says how long and how often it is good'],
  ['IFRAME_EMBEDDING_ALLOW', 'Pages of this server are never shown in a frame'],
  ['PROXY_AUTH_*', 'No login of a proxy is believed'],
  ['OIDC_*', 'There is no login by another service'],
  ['HTTPS', 'HTTPS_ENABLED=true, or TLS_CERT_FILE and TLS_KEY_FILE, switch TLS on'],
  ['PULSE_INIT_CONFIG_URL', 'PULSE_INIT_CONFIG_FILE or PULSE_INIT_CONFIG_DATA give a first configuration'],
]

/** The variables that are set in vain; whoever set them must not believe to be protected, or not. */
export function foreignVariables(
  environment: Readonly<Record<string, string | undefined>>,
): { variable: string; instead: string }[] {
  return Object.keys(environment)
    .filter((name) => environment[name]?.trim())
    .toSorted()
    .flatMap((variable) => {
      const found = meanings.find(([pattern]) =>
        pattern.endsWith('*') ? variable.startsWith(pattern.slice(0, -1)) : variable === pattern,
      )
      return found ? [{ variable, instead: found[1] }] : []
    })
}
