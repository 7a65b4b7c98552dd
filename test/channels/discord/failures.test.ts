import { expect, test } from 'vitest'
import {
  asCommandsError,
  asLoginError,
  isGone,
  isTemporary,
  lacksPermission,
  mayNotRefer,
  noPermission,
  notInstalled,
} from '../../../src/channels/discord/failures.ts'

const like = (fields: object, message = '') => Object.assign(new Error(message), fields)

test('why the bot cannot log in', () => {
  const code = (fields: object, message?: string) => asLoginError(like(fields, message)).code
  expect(code({ code: 'TokenInvalid' })).toBe('DISCORD_TOKEN')
  expect(code({ status: 401 })).toBe('DISCORD_TOKEN')
  expect(code({}, 'Authentication failed')).toBe('DISCORD_TOKEN')
  expect(code({}, 'Used disallowed intents')).toBe('DISCORD_INTENT')
  expect(code({ status: 503 })).toBe('DISCORD_UNREACHABLE')
  expect(asLoginError(notInstalled(undefined)).code).toBe('DISCORD_NOT_INSTALLED')
})

test('why commands cannot be registered, and where it may not write', () => {
  expect(asCommandsError(like({ status: 403, code: 50001 })).code).toBe('DISCORD_COMMANDS')
  expect(asCommandsError(like({ status: 500 })).code).toBe('DISCORD_UNREACHABLE')
  expect(noPermission('7', undefined).message).toContain('channel 7')
  expect([mayNotRefer(like({ code: 160002 })), mayNotRefer(like({ code: 50013 }))]).toEqual([true, false])
  expect([lacksPermission(like({ code: 50013 })), lacksPermission(like({ status: 400 }))]).toEqual([true, false])
})

test('what may work a moment later, and what never will', () => {
  expect([like({ status: 503 }), like({ code: 'ECONNREFUSED' })].map(isTemporary)).toEqual([true, true])
  expect([like({ status: 400 }), like({ status: 403 }), new TypeError('a bug')].map(isTemporary)).toEqual([
    false,
    false,
    false,
  ])
  expect([like({ code: 10062 }), like({ code: 40060 }), like({ code: 50035 })].map(isGone)).toEqual([true, true, false])
})
