import { Secret } from './platform/platform.ts'

/** Configuration that is given at the start. */
export interface ConfigurationOptions {
  /** Path of `pulse.yaml`, applied at each start. */
  file: string | undefined
  /** An export that is imported once: by a server that has never saved anything. */
  initial: InitialImport | undefined
}

export type InitialImport = { passphrase: Secret | undefined } & (
  | { kind: 'file'; path: string }
  | { kind: 'data'; data: Secret }
)

/** Nothing is given. */
export const noConfiguration: ConfigurationOptions = { file: undefined, initial: undefined }

/** @param variable gives undefined for those that are missing or empty */
export function readConfigurationOptions(
  given: { config?: string | undefined },
  variable: (name: string) => string | undefined,
): ConfigurationOptions {
  const passphrase = variable('PULSE_INIT_CONFIG_PASSPHRASE')
  const path = variable('PULSE_INIT_CONFIG_FILE')
  const data = variable('PULSE_INIT_CONFIG_DATA')
  const secret = passphrase === undefined ? undefined : new Secret(passphrase)
  return {
    file: given.config ?? variable('PULSE_CONFIG_FILE'),
    initial:
      path !== undefined
        ? { kind: 'file', path, passphrase: secret }
        : data !== undefined
          ? { kind: 'data', data: new Secret(data), passphrase: secret }
          : undefined,
  }
}
