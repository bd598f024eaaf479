const always =
  /^(?:.*(?:password|passphrase|secret)|otp|otp1|totp|.*ticket|tfa-challenge|token|privkey|keypass|keyring|(?:client|secret|eab[-_]hmac)[-_]key)$/i

/** Names that mean a secret with some calls only. */
const there: Readonly<Record<string, RegExp>> = {
  data: /\/acme\/plugins/,
  'encryption-key': /^\/storage/,
  key: /\/(?:custom|sdn\/dns(?:\/\{dns\})?|(?:tape-)?encryption-keys)$/,
  value: /^\/access\/tfa\//,
}

/**
 * Whether the value of a parameter is a secret: not to be shown, nor to stand among the arguments of a process.
 *
 * @param path of the method, with placeholders
 * @example isSecretName('password', '/access/users') // true
 */
export function isSecretName(name: string, path: string): boolean {
  return always.test(name) || (Object.hasOwn(there, name) && there[name]?.test(path) === true)
}
