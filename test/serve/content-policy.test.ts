import helmet from '@fastify/helmet'
import createApp from 'fastify'
import { expect, test } from 'vitest'
import { contentPolicy } from '../../src/serve/content-policy.ts'

test('everything is forbidden but what the server itself serves', async () => {
  const app = createApp()
  await app.register(helmet, contentPolicy)
  app.get('/', async () => 'x')
  const { headers } = await app.inject('/')
  const rules = String(headers['content-security-policy'])
    .split(';')
    .map((rule) => rule.trim())
  expect(rules.sort()).toEqual(
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].sort(),
  )
  expect(headers['referrer-policy']).toBe('no-referrer')
})
