import { describe, expect, test } from 'vitest'
import { definitions, differ, meantBy } from '../../../src/channels/discord/commands.ts'

describe('definitions', () => {
  test('are what Discord takes', () => {
    for (const { name, description, options = [] } of definitions) {
      expect(name).toMatch(/^[a-z_-]{1,32}$/)
      for (const each of [{ name, description }, ...options]) {
        expect(each.name).toMatch(/^[a-z_-]{1,32}$/)
        expect(each.description.length).toBeGreaterThan(0)
        expect(each.description.length).toBeLessThanOrEqual(100)
      }
    }
  })

  test('differ where we say something else, not where Discord adds something or sorts otherwise', () => {
    const registered = definitions
      .map((one) => ({
        ...one,
        id: '1',
        version: '2',
        nsfw: false,
        options: one.options?.map((o) => ({ ...o, required: false })) ?? [],
      }))
      .reverse()
    expect(differ(registered)).toBe(false)
    expect(differ(registered.slice(1))).toBe(true)
    expect(differ(registered.map((one) => ({ ...one, contexts: [0] })))).toBe(true)
    expect(differ([])).toBe(true)
  })
})

test('a command says what the person could have said', () => {
  expect(meantBy('recommend', ' a rainy day ')).toEqual({ say: 'a rainy day', ephemeral: false })
  expect(meantBy('recommend', '  ')).toEqual({ say: 'recommend something', ephemeral: false })
  expect(meantBy('why', 'the second')).toEqual({ say: 'why the second?', ephemeral: true })
  expect(meantBy('settings', '12')).toEqual({ settings: true, age: 12 })
  expect(meantBy('settings', undefined)).toEqual({ settings: true })
  expect(meantBy('unheard-of', undefined)).toBeUndefined()
})
