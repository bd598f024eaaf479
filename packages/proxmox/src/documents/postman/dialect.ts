import type { Product } from '../../schema/schema.ts'

/** Where the two products say the same thing in other words. */
export interface Dialect {
  /** Of the variables: `PVE_BASE_URL`. */
  readonly prefix: 'PVE' | 'PBS'
  readonly exampleUrl: string
  /** Name of the authorization scheme of API tokens. */
  readonly scheme: string
  /** Between the id of a token and its secret. */
  readonly tokenSeparator: '=' | ':'
  readonly cookie: string
}

export const dialects: Readonly<Record<Product, Dialect>> = {
  pve: {
    prefix: 'PVE',
    exampleUrl: 'https://pve.example.com:8006',
    scheme: 'PVEAPIToken',
    tokenSeparator: '=',
    cookie: 'PVEAuthCookie',
  },
  pbs: {
    prefix: 'PBS',
    exampleUrl: 'https://pbs.example.com:8007',
    scheme: 'PBSAPIToken',
    tokenSeparator: ':',
    cookie: 'PBSAuthCookie',
  },
}
