import { expect, test } from 'vitest'
import { personNames } from '../../../../src/dialogue/understand/linking/person-names.ts'
import { games } from '../world.ts'

const { full, surname } = personNames(games)

test('full names', () => expect(full.get('mattleacock')).toMatchObject({ value: 'Matt Leacock', count: 2 }))
test('a surname of one bearer', () => expect(surname.get('teuber')?.value).toBe('Klaus Teuber'))
test('a surname of several is given only where a field makes it clear', () => {
  expect(surname.get('mooney')?.fields.map(({ field, value }) => [field, value])).toEqual([['artist', 'Ada Mooney']])
})
