import { expect, test } from 'vitest'
import { type SessionDoors, sessionFetch } from './session-fetch.ts'

type Answer = [status: number, code: string]

/** A server that gives these answers one after the other. */
function answering(...answers: Answer[]) {
  const seen: { method: string; token: string | undefined }[] = []
  const tokens = ['first', 'second']
  let endings = 0
  const doors: SessionDoors = {
    fetch: (_, { method, headers }) => {
      seen.push({ method, token: headers['x-csrf-token'] })
      const [status, code] = answers[seen.length - 1] ?? [200, '']
      return Promise.resolve({
        ok: status < 400,
        status,
        headers: new Headers(),
        text: () => Promise.resolve(code && JSON.stringify({ error: 'No', code })),
      })
    },
    csrfToken: () => tokens[Math.min(seen.length, 1)],
    ended: () => endings++,
  }
  const { fetch, settled } = sessionFetch(doors)
  const send = (method: string) => fetch('/api', { method, headers: { accept: 'x' } })
  return { seen, endings: () => endings, send, settled }
}

test('changes carry the token of the cookie, reads do not', async () => {
  const { send, seen } = answering()
  await send('GET')
  await send('DELETE')
  expect(seen).toEqual([
    { method: 'GET', token: undefined },
    { method: 'DELETE', token: 'second' },
  ])
})

test('a refused token is read again, once', async () => {
  const saved = answering([403, 'access.csrf'], [200, ''])
  expect((await saved.send('POST')).ok).toBe(true)
  expect(saved.seen.map(({ token }) => token)).toEqual(['first', 'second'])
  const refused = answering([403, 'access.csrf'], [403, 'access.csrf'])
  const answer = await refused.send('PUT')
  expect([answer.status, await answer.text()]).toEqual([403, '{"error":"No","code":"access.csrf"}'])
  expect(refused.seen.length).toBe(2)
  expect(refused.endings()).toBe(0)
})

test.each<[Answer, number]>([
  [[401, 'access.unauthenticated'], 1],
  [[401, 'setup.needed'], 1],
  [[401, 'login.wrong'], 0],
  [[401, 'setup.wrong-code'], 0],
  [[403, 'access.forbidden'], 0],
  [[502, ''], 0],
])('%j ends the session: %i', async (answer, count) => {
  const { send, endings } = answering(answer)
  expect((await send('POST')).status).toBe(answer[0])
  expect(endings()).toBe(count)
})

test('a session that ended while its token was renewed', async () => {
  const { send, endings } = answering([403, 'access.csrf'], [401, 'access.unauthenticated'])
  await send('POST')
  expect(endings()).toBe(1)
})

test('changes under way can be waited for, whatever comes of them', async () => {
  const answers: (() => void)[] = []
  const { fetch, settled } = sessionFetch({
    fetch: (_, { method }) =>
      new Promise((resolve, reject) => {
        if (method === 'PUT') answers.push(() => reject(new Error('gone')))
        else
          answers.push(() =>
            resolve({ ok: true, status: 200, headers: new Headers(), text: () => Promise.resolve('{}') }),
          )
      }),
    csrfToken: () => undefined,
    ended: () => {},
  })
  await settled()
  const order: string[] = []
  void fetch('/api', { method: 'GET', headers: {} })
  const changes = [fetch('/api', { method: 'POST', headers: {} }), fetch('/api', { method: 'PUT', headers: {} })]
  const waiting = settled().then(() => order.push('settled'))
  answers[1]?.()
  await changes[0]
  order.push('one answered')
  answers[2]?.()
  await expect(changes[1]).rejects.toThrow('gone')
  await waiting
  expect(order).toEqual(['one answered', 'settled'])
})
