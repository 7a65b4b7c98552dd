import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sniff } from '../../../src/datasets/readers/sniff.ts'
import { folder } from '../folder.ts'

test.each([
  ['MovieLens 100K', { 'u.data': '1\t2\t3\t4\n', 'u.item': '' }, 'u.data'],
  ['MovieLens 1M', { 'ratings.dat': '1::2::3::4\n', 'users.dat': '' }, 'ratings.dat'],
  ['MovieLens CSV', { 'ratings.csv': 'userId,movieId,rating,timestamp\n', 'movies.csv': '' }, 'ratings.csv'],
  ['table', { 'ratings.csv': 'user,item\n' }, 'ratings.csv'],
  ['session table', { 'clicks.tsv': '\uFEFFSessionId\tItemId\tTime\r\n', 'README.txt': 'x' }, 'clicks.tsv'],
  ['one sequence a line', { 'baskets.txt': '5 6 7\n8\n' }, 'baskets.txt'],
  ['one sequence a line, named', { 'all.txt': '1 5 6\n2 8\n3 5\n4 8\n5 9 9\n' }, 'all.txt'],
  ['JSON lines', { 'log.jsonl': '{"user":1,"item":2}\n' }, 'log.jsonl'],
  ['tab-separated ratings', { 'x.tsv': '1\t2\t3\t4\n' }, 'x.tsv'],
])('recognises %s', async (format, files, file) => {
  const dir = folder(files as unknown as Record<string, string>)
  const source = await sniff(dir)
  expect(source.format).toBe(format)
  expect(source.path).toBe(join(dir, file))
})

test('a training and a test file', async () => {
  const dir = folder({ 'train.txt': '1 2\n', 'test.txt': '2 3\n', 'notes.txt': '' })
  expect(await sniff(dir)).toMatchObject({ path: join(dir, 'train.txt'), test: join(dir, 'test.txt') })
})

test('a mapping decides where the header does not tell', async () => {
  const dir = folder({ 'x.csv': 'wer,was\na,b\n' })
  await expect(sniff(dir)).rejects.toMatchObject({ code: 'UNKNOWN_FORMAT', fix: expect.stringContaining('--map') })
  expect((await sniff(dir, { user: 'wer', item: 'was' })).format).toBe('table')
})

test('a folder of many strange files and a path that is not there', async () => {
  await expect(sniff(folder({ 'a.csv': 'x', 'b.csv': 'y' }))).rejects.toMatchObject({ code: 'UNKNOWN_FORMAT' })
  await expect(sniff('/no/such/path')).rejects.toMatchObject({ code: 'NO_FILE' })
})
