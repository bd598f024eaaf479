import { OutboundError } from './outbound-error.ts'

/**
 * The one reading of an address that people gave us to ask. `URL` takes out tabs and line ends, and turns full-width
 * letters, `127.1` and `0x7f000001` into what they stand for; so only its result may be looked at afterwards.
 *
 * @throws {OutboundError} `malformed`
 */
export function readOutboundUrl(text: string): URL {
  if (/[\s\\]/.test(text) || !URL.canParse(text)) throw new OutboundError('malformed')
  const url = new URL(text)
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:'
  if (!isWeb || url.hostname === '' || url.username !== '' || url.password !== '' || url.port === '0')
    throw new OutboundError('malformed')
  return url
}

/** Host of an address, without brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '')
