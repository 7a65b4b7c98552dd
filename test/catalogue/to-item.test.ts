import { expect, test } from 'vitest'
import { domainSchema } from '../../src/catalogue/domain.ts'
import { toItem } from '../../src/catalogue/to-item.ts'

const domain = domainSchema.parse({
  name: 'games',
  noun: { one: 'game', many: 'games' },
  verb: { base: 'play', past: 'played', ing: 'playing' },
  columns: { id: 'key', text: 'about.text' },
  listSeparator: ';',
  tags: { mechanic: { from: 'mechanics', one: 'mechanic', many: 'mechanics' } },
  numbers: { minutes: { one: 'minute' } },
  axes: { luck: { from: 'levels.luck', more: ['lucky'] }, mood: { more: ['fun'] } },
})
const item = (row: Record<string, unknown>) => toItem(row, domain, 'games.csv', 7)

test('columns and dotted paths; cells of text as lists and numbers', () => {
  expect(
    item({
      key: 12,
      title: ' Go ',
      year: '-2000',
      mechanics: ' a ;b;;a',
      minutes: '90',
      'levels.luck': '0',
      link: 'https://x',
      'about.text': 'Old.',
    }),
  ).toEqual({
    id: '12',
    title: 'Go',
    otherTitles: [],
    year: -2000,
    text: 'Old.',
    tags: { mechanic: ['a', 'b'] },
    numbers: { minutes: 90, luck: 0 },
    link: 'https://x',
  })
})

test('nested objects, nulls and absent columns', () => {
  expect(
    item({
      key: 'go',
      title: 'Go',
      about: { text: 'Old.' },
      levels: { luck: 1 },
      year: null,
      mechanics: [],
      otherTitles: ['Weiqi'],
    }),
  ).toEqual({
    id: 'go',
    title: 'Go',
    otherTitles: ['Weiqi'],
    text: 'Old.',
    tags: {},
    numbers: { luck: 1 },
  })
})

test('an axis without `from` is left to the domain’s proxy, whatever the row says', () => {
  expect(item({ key: 'a', title: 'A', mood: 3 }).numbers).toEqual({})
})

test.each([
  [{ title: 'A' }, 'expected an id in "key"'],
  [{ key: 'a', title: '  ' }, 'expected a title in "title"'],
  [{ key: 'a', title: ['A'] }, 'expected text in "title"'],
  [{ key: 'a', title: 'A', year: 1999.5 }, 'expected a whole year'],
  [{ key: 'a', title: 'A', minutes: 'long' }, 'expected a number in "minutes", found "long"'],
  [{ key: 'a', title: 'A', mechanics: [1] }, 'expected a list of texts in "mechanics"'],
  [{ key: 'a', title: 'A', levels: { luck: -1 } }, 'expected a level of 0 to 3 in "levels.luck"'],
])('refuses %j', (row, message) => {
  expect(() => item(row)).toThrow(
    expect.objectContaining({ code: 'BAD_ROW', message: expect.stringContaining(`games.csv:7: ${message}`) }),
  )
})
