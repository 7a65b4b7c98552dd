import { expect, test } from 'vitest'
import { guessColumns, parseColumns } from '../../../src/datasets/readers/columns.ts'

test('guesses what headers usually say', () => {
  expect(guessColumns(['userId', 'movieId', 'rating', 'timestamp'])).toEqual({
    user: 'userId',
    item: 'movieId',
    rating: 'rating',
    time: 'timestamp',
  })
  expect(guessColumns(['SessionId', 'ItemId', 'Time'])).toEqual({ user: 'SessionId', item: 'ItemId', time: 'Time' })
  expect(guessColumns(['who', 'what'])).toBeUndefined()
})

test('reads a mapping', () => {
  expect(parseColumns('user=uid, item=isbn,rating=stars')).toEqual({ user: 'uid', item: 'isbn', rating: 'stars' })
})

test.each([
  'user=uid',
  'user=uid,item=',
  'user=uid,item=x,colour=red',
  'user',
  'user=a=b,item=c',
  'toString=a,user=b,item=c',
])('refuses %j', (text) => {
  expect(() => parseColumns(text)).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }))
})
