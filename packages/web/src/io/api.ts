import { createClient } from '@pulse/contract'

/** The calls of the server this page came from. */
export const api = createClient('', (url, init) => fetch(url, init))
