/** The `type` of a message from a client; undefined for anything that is no JSON object with one. Such messages are ignored. */
export function requestType(text: string): string | undefined {
  let message: unknown
  try {
    message = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof message !== 'object' || message === null || !('type' in message)) return undefined
  return typeof message.type === 'string' ? message.type : undefined
}
