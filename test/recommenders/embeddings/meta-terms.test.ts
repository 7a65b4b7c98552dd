import { expect, test } from 'vitest'
import type { Item } from '../../../src/catalogue/item.ts'
import type { ItemId } from '../../../src/datasets/vocabulary.ts'
import { Random } from '../../../src/random.ts'
import { fieldTokens } from '../../../src/recommenders/embeddings/field-tokens.ts'
import { type MetaTermsConfig, metaTerms } from '../../../src/recommenders/embeddings/meta-terms.ts'

// Three items of one colour and one maker each: rows 0 to 2, then red 3, blue 4, then makers a 5, b 6.
const item = (row: number, colour: string, maker: string): Item => ({
  id: `item-${row}` as ItemId,
  title: '',
  otherTitles: [],
  text: '',
  tags: { colour: [colour], maker: [maker] },
  numbers: {},
})
const content = [item(0, 'red', 'a'), item(1, 'blue', 'b'), item(2, 'red', 'b')]
const counts = Float64Array.of(1, 4, 16)
const unequal = { tagByItem: 0.1, itemByTag: 0.2, tagByTag: 0.3, itemByOwnTag: 0.4 }

/** What is pushed for an event of item 0 and its pair with item 1, each as `input>output` with the weight of its term. */
function pushed(fieldWeights: Record<string, number>, more: Partial<MetaTermsConfig> = {}) {
  const fields = fieldTokens(content, 3, counts, { fieldWeights, itemsPerTag: 1 })
  const { terms, visitor } = metaTerms(fields, counts, { exponent: 0.5, noise: 'separate', ...unequal, ...more })
  const found: Record<string, number> = {}
  const push = (input: number, output: number, term: number) => {
    const name = `${input}>${output}`
    expect(found[name]).toBeUndefined()
    found[name] = terms[term]!.weight
  }
  visitor.event!(0, new Random(1), push)
  visitor.pair(0, 1, new Random(1), push)
  return { found, terms }
}
const close = (weights: Record<string, number>) =>
  Object.fromEntries(Object.entries(weights).map(([pair, weight]) => [pair, expect.closeTo(weight, 12)]))

test('every pair weighs its own lambda times the weight of its field', () => {
  const { found } = pushed({ colour: 2, maker: 0.5 })
  expect(found).toEqual(
    close({
      '0>1': 1,
      // I|M from the tags of item 0 to itself
      '3>0': 2 * 0.4,
      '5>0': 0.5 * 0.4,
      // M|I from item 0 to the tags of item 1
      '0>4': 2 * 0.1,
      '0>6': 0.5 * 0.1,
      // J|M from the tags of item 0 to item 1
      '3>1': 2 * 0.2,
      '5>1': 0.5 * 0.2,
      // M|M from tag to tag of the same field
      '3>4': 2 * 0.3,
      '5>6': 0.5 * 0.3,
    }),
  )
})

test('a term or a field of weight 0 gives no pairs', () => {
  expect(pushed({ maker: 0 }, { tagByItem: 0, tagByTag: 0 }).found).toEqual(close({ '0>1': 1, '3>0': 0.4, '3>1': 0.2 }))
})

test('negatives are of the kind of the target, by count^exponent; or of all kinds together', () => {
  const { terms } = pushed({})
  const [items] = terms
  expect([...Float64Array.from(items!.noise.weights)]).toEqual([1, 2, 4])
  const kinds = new Set(terms.map(({ noise }) => `${noise.base ?? 0}: ${Array.from(noise.weights).join()}`))
  // red is of items with 1 + 16 events, blue of one with 4
  const colours = [17, 4].map(Math.sqrt).join()
  const makers = [1, 20].map(Math.sqrt).join()
  expect(kinds).toEqual(new Set(['0: 1,2,4', `3: ${colours}`, `5: ${makers}`]))
  const joint = new Set(pushed({}, { noise: 'joint' }).terms.map(({ noise }) => noise))
  expect(joint.size).toBe(1)
  expect([...joint][0]!.weights.length).toBe(7)
})
