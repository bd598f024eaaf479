import type { Product } from '@pulse/contract'
import { type ClientOptions, createPbs, createPve, type PbsClient, ProxmoxError, type PveClient } from '@pulse/proxmox'
import type { Secret } from '../platform/platform.ts'

interface TokenOrder {
  product: Product
  url: string
  trust: ClientOptions['trust']
  /** `user@realm` */
  username: string
  password: Secret
  tokenName: string
}

const comment = 'Monitoring by Pulse'

/**
 * An API token made by Proxmox for the user who logs in, with the right to look and no other where the user may say so.
 * One of the same name is made anew. Rejects with a text for people; nothing is left behind then.
 */
export async function makeProxmoxToken(order: TokenOrder): Promise<{ tokenId: string; secret: string }> {
  const { product, url, trust, username, password } = order
  const options: ClientOptions = {
    url,
    trust,
    credentials: { kind: 'password', username, password: password.reveal() },
  }
  try {
    return product === 'pve'
      ? await closing(createPve(options), (pve) => onPve(pve, order))
      : await closing(createPbs(options), (pbs) => onPbs(pbs, order))
  } catch (error) {
    throw new Error(reasonOf(error, username), { cause: error })
  }
}

async function closing<C extends PveClient | PbsClient, T>(client: C, work: (client: C) => Promise<T>): Promise<T> {
  try {
    return await work(client)
  } finally {
    await client.close()
  }
}

const path = '/access/users/{userid}/token/{tokenid}'

async function onPve(pve: PveClient, { username: userid, tokenName: tokenid }: TokenOrder) {
  const at = { userid, tokenid }
  const tokens = await pve.get('/access/users/{userid}/token', { userid })
  if (tokens.some((each) => each.tokenid === tokenid)) await pve.delete(path, at)
  const made = await pve.post(path, { ...at, privsep: true, comment })
  const tokenId = `${userid}!${tokenid}`
  try {
    await pve.put('/access/acl', { path: '/', roles: 'PVEAuditor', tokens: tokenId, propagate: true })
  } catch (error) {
    if (error instanceof ProxmoxError && error.kind === 'forbidden') {
      // Who may not grant anything has few rights: the token gets the same.
      await pve.put(path, { ...at, privsep: false })
    } else {
      await pve.delete(path, at).catch(() => {})
      throw error
    }
  }
  return { tokenId, secret: told(made?.value) }
}

const pbsPath = '/access/users/{userid}/token/{token-name}'

async function onPbs(pbs: PbsClient, { username: userid, tokenName }: TokenOrder) {
  const at = { userid, 'token-name': tokenName }
  const tokenId = `${userid}!${tokenName}`
  const tokens = await pbs.get('/access/users/{userid}/token', { userid })
  if (tokens.some(({ tokenid }) => tokenid === tokenId)) await pbs.delete(pbsPath, at)
  const made = await pbs.post(pbsPath, { ...at, comment })
  try {
    // Everybody may hand on what he has to tokens of his own.
    await pbs.put('/access/acl', { path: '/', role: 'Audit', 'auth-id': tokenId, propagate: true })
  } catch (error) {
    await pbs.delete(pbsPath, at).catch(() => {})
    throw error
  }
  return { tokenId, secret: told(made?.value) }
}

function told(secret: string | undefined): string {
  if (secret === undefined) throw new Error('the host did not tell the secret of the new token')
  return secret
}

function reasonOf(error: unknown, username: string): string {
  if (!(error instanceof ProxmoxError)) return error instanceof Error ? error.message : 'no answer'
  switch (error.kind) {
    case 'unauthenticated':
      return `the host refuses ${username} or the password`
    case 'two-factor':
      return `${username} needs a second factor to log in`
    case 'forbidden':
      return `${username} may not make tokens or grant them anything`
    default:
      return error.message
  }
}
