import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ClauseStance } from '../../../../src/dialogue/understand/clause/stance.ts'
import { encoderFits, readSense, withImpressions } from '../../../../src/dialogue/understand/encoder/sense.ts'
import { createUnderstanding, type Understanding } from '../../../../src/dialogue/understand/understand.ts'
import { demoCatalogue } from '../demo.ts'
import { show } from '../show.ts'

const encoder = 'models/demo/encoder.bin'
let [withIt, without]: (Understanding | undefined)[] = []

beforeAll(async () => {
  const options = { catalogue: await demoCatalogue(), intentsDir: 'intents', cache: 'models/demo/intents.bin' }
  withIt = createUnderstanding({ ...options, encoder })
  without = createUnderstanding(options)
})

/** Messages whose meaning hangs on the encoder: each of negation, mentions or slots. */
const hanging: [string, string][] = [
  ['Titanic is overhyped', 'opinion titanic-1997/dislike'],
  ['nothing beats Casablanca', 'opinion casablanca-1942/like'],
  ["I'd take Alien over Heat any day", 'opinion alien-1979/like heat-1995/dislike'],
  ['unlike Titanic, Heat was great', 'opinion titanic-1997/dislike heat-1995/like'],
  ['horror is my idea of hell', 'opinion genre:horror/dislike'],
]

describe('what words of taste do not tell', () => {
  test.each(hanging)('%s', (text, meaning) => {
    const nothing = { shown: [] }
    expect(show(withIt!.understand(text, nothing))).toBe(meaning)
    expect(show(without!.understand(text, nothing))).not.toBe(meaning)
  })

  test('strange words are no ground to judge on', () => {
    const text = 'Titanic frobnicates quux sideways'
    expect(withIt!.understand(text, { shown: [] }).clauses[0]?.items[0]?.stance ?? 'neutral').toBe('neutral')
  })
})

describe('the file', () => {
  test('fits the intents that it was trained on, and no others', () => {
    expect(encoderFits(encoder, 'intents')).toBe(true)
    expect(readSense(encoder, ['greet'])).toBeUndefined()
    expect(readSense('no/such/file', [])).toBeUndefined()
  })

  test('is small', () => expect(readFileSync(encoder).length).toBeLessThan(5e6))
})

describe('impressions', () => {
  const attitude = { strength: 1, hard: false, negated: false, similar: false }
  const title = { kind: 'title', from: 0, to: 1, rows: [] } as never
  const stances = (stance?: 'like' | 'dislike'): ClauseStance => ({
    at: new Map([[0, { ...attitude, ...(stance && { stance }) }]]),
    stance: stance ?? 'neutral',
    similar: false,
    explicit: stance !== undefined,
  })
  const impression = { stance: 'dislike' as const, sure: 0.96, atHome: true, seenSure: 0.5 }

  test('fill what is open, for the clause as well', () => {
    const found = withImpressions(stances(), [title], new Map([[0, impression]]))
    expect(found).toMatchObject({ stance: 'dislike', explicit: true })
    expect(found.at.get(0)?.stance).toBe('dislike')
  })

  test('go against words of taste only where they are surer, and every word is known', () => {
    const left = (more: object) =>
      withImpressions(stances('like'), [title], new Map([[0, { ...impression, ...more }]])).at.get(0)?.stance
    expect(left({})).toBe('like')
    expect(left({ sure: 0.98 })).toBe('dislike')
    expect(left({ sure: 0.98, atHome: false })).toBe('like')
  })

  test('doubtful ones, and those that judge nothing, change nothing', () => {
    for (const more of [{ sure: 0.8 }, { stance: 'want' as const }]) {
      const told = stances()
      expect(withImpressions(told, [title], new Map([[0, { ...impression, ...more }]]))).toBe(told)
    }
  })
})
