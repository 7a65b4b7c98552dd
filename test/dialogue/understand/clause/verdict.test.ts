import { expect, test } from 'vitest'
import { type Verdict, verdictFor } from '../../../../src/dialogue/understand/clause/verdict.ts'

const good = (at: number, rated = true): Verdict => ({ at, stance: 'like', rated })
const bad = (at: number, rated = true): Verdict => ({ at, stance: 'dislike', rated })
const each = (mentions: number[], verdicts: Verdict[]) =>
  mentions.map((mention) => verdictFor(mention, mentions, verdicts)?.stance)

test.each<[string, number[], Verdict[], (string | undefined)[]]>([
  ['Alien 9/10, Heat 2/10', [0, 2], [good(1), bad(3)], ['like', 'dislike']],
  ['9/10 Alien, 2/10 Heat', [1, 3], [good(0), bad(2)], ['like', 'dislike']],
  ['Alien and Heat 9/10', [0, 1], [good(2)], ['like', 'like']],
  ['Alien 9/10 and Heat', [0, 2], [good(1)], ['like', undefined]],
  ['Alien 9/10, Zorblax 2/10', [0], [good(1), bad(3)], ['like']],
  ['Alien was bad, really great', [0], [bad(1, false), good(2, false)], ['like']],
  ['great fun, Alien', [1], [good(0, false)], ['like']],
  ['Alien, Heat', [0, 1], [], [undefined, undefined]],
])('%s', (_, mentions, verdicts, expected) => expect(each(mentions, verdicts)).toEqual(expected))
