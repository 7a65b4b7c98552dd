import createApp from 'fastify'
import { expect, test } from 'vitest'
import { newSession, sessionOf } from '../../../src/channels/web/session.ts'

async function visit(headers: Record<string, string>, trustProxy = false) {
  const app = createApp({ trustProxy })
  app.get('/', async (request, reply) => sessionOf(request, reply))
  app.get('/new', async (request, reply) => newSession(request, reply))
  const response = await app.inject({ url: '/', headers })
  return { person: response.json().person as string, cookie: response.headers['set-cookie'] as string | undefined }
}

test('the same cookie is the same person, whatever stands around it', async () => {
  const { cookie = '', person } = await visit({})
  const own = cookie.split(';')[0] ?? ''
  for (const header of [own, `a=b; ${own}`, `${own}; c=d`, `a=b;${own};c=d`]) {
    expect(await visit({ cookie: header })).toEqual({ person, cookie: undefined })
  }
})

test('a cookie of another name that ends like ours is another', async () => {
  const { cookie = '', person } = await visit({})
  const other = await visit({ cookie: `x${cookie.split(';')[0]}` })
  expect(other.person).not.toBe(person)
  expect(other.cookie).toBeDefined()
})

test('behind TLS the cookie never goes over plain HTTP', async () => {
  expect((await visit({ 'x-forwarded-proto': 'https' }, true)).cookie).toMatch(/; Secure$/)
  expect((await visit({ 'x-forwarded-proto': 'https' }, false)).cookie).not.toContain('Secure')
})
