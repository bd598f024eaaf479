import { formatSpan } from '../format.ts'

/** What lists and forms say while they wait for the server, and when it does not answer. */
export const load = {
  loading: 'Loading …',
  slow: 'Still loading. The server is slow to answer …',
  again: 'Try again',
  old: (failure: string): string => `What you see may be old: ${failure}`,
  /** @param ms until the server takes such a call again */
  possibleIn: (ms: number): string => `Possible again in ${formatSpan(ms + 999)}.`,
  show: 'Show what is typed',
  hide: 'Hide',
}
