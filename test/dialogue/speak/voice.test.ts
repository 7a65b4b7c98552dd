import { expect, test } from 'vitest'
import { Voice } from '../../../src/dialogue/speak/voice.ts'
import { cinema } from '../../worlds/cinema.ts'
import { voice } from '../../worlds/voice.ts'

test('the same seed and history choose the same sentence; the one used last is not used again', () => {
  const first = voice()
  const said = first.say('thanks')
  expect(voice().say('thanks')).toBe(said)
  for (let seed = 0; seed < 20; seed++) {
    expect(voice({ sentences: { thanks: first.used.thanks ?? 0 } }, 0, seed).say('thanks')).not.toBe(said)
  }
})

test('seeds vary what is said', () => {
  const all = new Set(Array.from({ length: 30 }, (_, seed) => voice({}, 0, seed).say('thanks')))
  expect(all.size).toBeGreaterThan(1)
})

test('popularity names whose it is', () => {
  expect(voice().say('reason.popular')).toBe('Many people like it')
  const simulated = new Voice(voice().replies, voice().phrases, cinema, voice().context, 0, 'simulated viewers')
  expect(simulated.say('reason.popular')).toBe('Simulated viewers like it')
})

test('domain words are filled in, and a key that is not there is an error of the file', () => {
  expect(voice().say('out-of-scope')).toContain('film')
  expect(() => voice().say('no.such.key')).toThrow(/no\.such\.key/)
})
