import { expect, test } from 'vitest'
import { Catalogue } from '../../src/catalogue/catalogue.ts'
import { domainSchema } from '../../src/catalogue/domain.ts'
import type { Item } from '../../src/catalogue/item.ts'
import type { ItemId } from '../../src/datasets/vocabulary.ts'

const domain = domainSchema.parse({
  name: 'teas',
  noun: { one: 'tea', many: 'teas' },
  verb: { base: 'drink', past: 'drunk', ing: 'drinking' },
  tags: { kind: { one: 'kind', many: 'kinds' } },
  axes: { strength: { more: ['strong'], proxy: { kind: { black: 2, smoked: 2, white: -1 } } } },
})
const item = (id: string, kind: string[], numbers = {}): Item => ({
  id: id as ItemId,
  title: id,
  otherTitles: [],
  text: '',
  tags: kind.length > 0 ? { kind } : {},
  numbers,
})
const items = [
  item('a', ['black']),
  item('b', ['black', 'smoked']),
  item('c', ['white'], { strength: 1 }),
  item('d', []),
]
const catalogue = new Catalogue(domain, items)

test('finds by id and by value', () => {
  expect(catalogue.get('b' as ItemId)).toBe(items[1])
  expect(catalogue.find('x')).toBeUndefined()
  expect(() => catalogue.get('x' as ItemId)).toThrow(RangeError)
  expect(catalogue.values('kind').get('black')).toEqual([0, 1])
  expect(catalogue.values('colour').size).toBe(0)
})

test('levels: the own number, else the proxy clipped to 0 to 3, else unknown', () => {
  expect(items.map((one) => catalogue.level(one, 'strength'))).toEqual([2, 3, 1, undefined])
  expect(catalogue.level(item('e', ['white']), 'strength')).toBe(0)
  expect(catalogue.level(item('f', ['black']), 'colour')).toBeUndefined()
})
