import { expect, test } from 'vitest'
import { axisMentions } from '../../../../src/dialogue/understand/clause/axis-reader.ts'
import { readStance } from '../../../../src/dialogue/understand/clause/stance.ts'
import { Linker } from '../../../../src/dialogue/understand/linking/linker.ts'
import { select } from '../../../../src/dialogue/understand/linking/select.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { games, gameWords } from '../world.ts'

const linker = new Linker(games, gameWords)
function axes(text: string): string {
  const tokens = tokenize(text)
  const found = select(linker.candidates(tokens), tokens, linker, { shown: [] }, () => false)
  const stances = readStance(tokens, 0, tokens.length, gameWords, new Map(found.map((f) => [f.from, f.to])))
  return axisMentions(found, tokens, 0, tokens.length, games, gameWords, stances, 'critique')
    .map(({ axis, direction }) => `${axis}${direction > 0 ? '+' : '-'}`)
    .join(' ')
}

test.each([
  ['heavier', 'weight+'],
  ['less heavy', 'weight-'],
  ['more complex', 'weight+'],
  ['not so complex', 'weight-'],
  ['not too heavy', 'weight-'],
  ['too light', 'weight+'],
  ['not heavy enough', 'weight+'],
  ['nothing heavy', 'weight-'],
  ['without being complex', 'weight-'],
  ["i don't want anything complex", 'weight-'],
  ['i hate heavy games', 'weight-'],
  ['less luck', 'luck-'],
  ['more luck', 'luck+'],
  ['light and lucky', 'weight- luck+'],
  ['it was heavy', ''],
  ['it was too heavy', 'weight-'],
])('%s: %s', (text, expected) => expect(axes(text)).toBe(expected))
