import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseConvo } from '../../src/conversation-tests/read-convo.ts'
import { runConvo } from '../../src/conversation-tests/run.ts'
import type { Stage } from '../../src/conversation-tests/stage.ts'
import { fakeStage } from './world.ts'

let stage: Stage
beforeAll(async () => {
  stage = await fakeStage('terminal')
})
afterAll(() => stage.close())

const play = async (yaml: string) =>
  runConvo(parseConvo(`convo: talk\n${yaml}`, 'talk.convo.yml'), stage, () => performance.now())
const complaints = async (yaml: string) =>
  (await play(yaml)).flatMap(({ steps }) => steps.flatMap(({ mismatches }) => mismatches.map(({ what }) => what)))

describe('runConvo', () => {
  test('what is expected passes, with captured names and examples', async () => {
    const results = await play(`
examples: [{ said: list one }, { said: list two }]
steps:
  - user: "{{said}}"
    bot: [{ text: "{{said}}" }]
    expect: { acts: recommend, items: { count: 2 }, capture: { first: "items[0].id" } }
  - user: I like {{first}}
    expect: { changes: "=+like alien-1979", stored: { user: some } }
  - click: more
    bot: [{ text: by more }]
  - user: forget me
    expect: { stored: { user: none } }`)
    expect(results.map(({ passed, example }) => [passed, example])).toEqual([
      [true, 0],
      [true, 1],
    ])
  })

  test('what is not is named with its line, and the talk goes on', async () => {
    const [result] = await play('steps:\n  - user: one\n    expect: { acts: greet }\n  - user: two\n')
    expect(result?.passed).toBe(false)
    expect(result?.steps.map(({ line, mismatches }) => [line, mismatches.length])).toEqual([
      [3, 1],
      [5, 0],
    ])
  })

  test('people keep apart, fixtures come first, a kill loses nothing', async () => {
    const [result] = await play(`
fixtures: { anna: { events: [{ type: wish }, { type: wish }] } }
steps:
  - { user: hi, as: anna, bot: [{ text: "after 2 " }] }
  - { user: hi, bot: [{ text: "after 0 " }] }
  - restart: process
  - { user: hi again, as: anna, bot: [{ text: "after 3 " }] }
  - { click: more, as: anna, bot: [{ text: by more }] }`)
    expect(result?.steps.flatMap(({ mismatches }) => mismatches)).toEqual([])
  })

  test('an empty reply, a button that is not there and a crash are failures, and the next talk finds a program again', async () => {
    expect(await complaints('steps:\n  - user: mute\n')).toEqual(['always: text'])
    expect(await complaints('steps:\n  - user: hi\n  - click: Less\n')).toEqual(['always: answer'])
    expect(await complaints('steps:\n  - user: crash\n  - user: never said\n')).toEqual(['always: answer'])
    expect(await complaints('steps:\n  - user: hi there\n')).toEqual([])
  })

  test('a seed and a clock of its own', async () => {
    const own =
      'seed: 42\nclock: 2026-01-01T19:00:00Z\nsteps:\n  - user: hi\n    bot: [{ text: ["with 42", "at 1767294000000"] }]\n'
    expect(await complaints(own)).toEqual([])
  })

  test('a reply that takes too long', async () => {
    expect(await complaints('steps:\n  - user: hi\n')).toEqual([])
    expect(await complaints('seconds: 0.0001\nsteps:\n  - user: hi\n')).toEqual(['always: answer'])
  })
})
