import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { fillPhrase, phrases } from '../../../src/evaluation/simulator/phrases.ts'

const root = join(import.meta.dirname, '../../..')
/** What is compared: words alone, a slot of whatever name as one sign. */
const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/\{[^}]*\}/g, '_')
    .replace(/[^\p{L}\p{N}_]+/gu, ' ')
    .trim()

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(strings)
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(strings)
  return []
}

const taught = new Set(
  readdirSync(join(root, 'intents'))
    .filter((name) => name.endsWith('.yml') && name !== 'replies.yml')
    .flatMap((name) => strings(parse(readFileSync(join(root, 'intents', name), 'utf8'))))
    .map(plain),
)
const own = Object.values(phrases).flat()

describe('simulated people', () => {
  test('say nothing that the bot was taught', () => {
    expect(taught.size).toBeGreaterThan(1000)
    expect(own.filter((phrase) => taught.has(plain(phrase)))).toEqual([])
  })

  test('nor a taught sentence of several words with something around it', () => {
    const long = [...taught].filter((text) => text.split(' ').length >= 4)
    const within = own.flatMap((phrase) => long.filter((text) => ` ${plain(phrase)} `.includes(` ${text} `)))
    expect(within).toEqual([])
  })

  test('are no source of the bot: nothing but the simulator reads their words', () => {
    const training = ['intents.ts', 'trainer.ts', 'learned.ts'].map((name) =>
      readFileSync(join(root, 'src/dialogue/understand/intents', name), 'utf8'),
    )
    for (const code of training) expect(code).not.toMatch(/simulator/)
  })
})

test('slots are filled in', () => {
  expect(fillPhrase('I fancy some {kind} tonight', { kind: 'horror' })).toBe('I fancy some horror tonight')
})
