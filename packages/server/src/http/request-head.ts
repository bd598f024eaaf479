import { AppError } from '../platform/platform.ts'

export const mostHeadBytes = 16 * 1024
export const mostHeaders = 64

/** The head of a request, as far as Node lets pass what should not. */
export interface Head {
  httpVersion: string
  /** Names and values in turn, as they came. */
  rawHeaders: readonly string[]
}

/**
 * Refuses heads that another server could read in another way: of a header that comes twice Node believes the first, a
 * proxy perhaps the other.
 *
 * @throws {AppError} `request.head-too-large`, `request.malformed`
 */
export function refuseHead({ httpVersion, rawHeaders }: Head): void {
  if (rawHeaders.length > 2 * mostHeaders) throw tooLarge()
  if (httpVersion !== '1.1' && httpVersion !== '1.0') throw malformed('HTTP/1.1 is spoken here')
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length
  if (hosts > 1 || (hosts === 0 && httpVersion === '1.1')) throw malformed('send one Host')
}

/** A request that cannot be read at all, by the code that Node gives. */
export function unreadable(code: string | undefined): AppError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return tooLarge()
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new AppError('request.too-slow', 'The request did not arrive in time')
    default:
      return malformed('it is no HTTP')
  }
}

const malformed = (why: string): AppError => new AppError('request.malformed', `Invalid request: ${why}`)

const tooLarge = (): AppError =>
  new AppError('request.head-too-large', `The head of a request may have ${mostHeaders} lines and 16 kB`)
