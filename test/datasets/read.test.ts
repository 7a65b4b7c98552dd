import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readInteractions } from '../../src/datasets/read.ts'
import { folder } from './folder.ts'
import { told } from './world.ts'

const fourWays = {
  'u.data': '1\t10\t4\t100\n2\t10\t5\t50\n1\t9\t3\t99\n',
  'ratings.dat': '1::10::4::100\n2::10::5::50\n1::9::3::99\n',
  'ratings.csv': 'userId,movieId,rating,timestamp\n1,10,4.0,100\n2,10,5.0,50\n1,9,3.0,99\n',
  'any.jsonl':
    '{"user":1,"item":10,"rating":4,"time":100}\n{"user":"2","item":"10","rating":5,"time":50}\n{"user":1,"item":9,"rating":3,"time":99}\n',
}

describe('readInteractions', () => {
  test('the same data in four formats has one fingerprint', async () => {
    const prints = await Promise.all(
      Object.entries(fourWays).map(async ([name, text]) => {
        const { interactions, fingerprint } = await readInteractions(folder({ [name]: text }))
        expect(told(interactions)).toEqual({ 1: '9 10', 2: '10' })
        return fingerprint
      }),
    )
    expect(new Set(prints).size).toBe(1)
  })

  test('a folder with its own test part: unseen items come after those of training', async () => {
    const dir = folder({
      'train_full.tsv': 'SessionId\tItemId\tTime\n1\t7\t10.5\n1\t5\t11\n',
      'test.tsv': 'SessionId\tItemId\tTime\n9\t6\t20\n9\t5\t21\n',
    })
    const { interactions, test: later, format } = await readInteractions(dir)
    expect(format).toBe('session table')
    expect(interactions.items.ids).toEqual(['5', '7'])
    expect(later?.items.ids).toEqual(['5', '7', '6'])
    expect([...(later?.rows ?? [])]).toEqual([2, 0])
  })

  test('bad rows: the first stops, or up to N are left out and told', async () => {
    const dir = folder({ 'u.data': '1\t10\t4\t100\n1\t11\n2\t10\tx\t50\n1\t9\t3\t99\n' })
    await expect(readInteractions(dir)).rejects.toMatchObject({
      code: 'BAD_ROW',
      message: expect.stringMatching(/u\.data:2: expected user<tab>item<tab>rating<tab>time, found 2 cells/),
      fix: expect.stringContaining('--skip-bad-rows'),
    })
    const { interactions, skipped } = await readInteractions(dir, { skipBadRows: 2 })
    expect(told(interactions)).toEqual({ 1: '9 10' })
    expect(skipped).toEqual([
      expect.stringMatching(/u\.data:2: /),
      expect.stringMatching(/u\.data:3: .*no number as rating/),
    ])
    await expect(readInteractions(dir, { skipBadRows: 1 })).rejects.toThrow(/u\.data:3: .*after 1 other/)
  })

  test('an empty file and one with a header only are EMPTY_DATA', async () => {
    for (const text of ['', 'user,item\n', '\n\n']) {
      await expect(readInteractions(join(folder({ 'x.csv': text }), 'x.csv'))).rejects.toMatchObject({
        code: 'EMPTY_DATA',
      })
    }
  })
})

describe('duplicate ids in the data', () => {
  test('a person whose rows lie apart is one sequence, an item of many rows one item', async () => {
    const { interactions } = await readInteractions(
      folder({ 'x.csv': 'user,item,time\nann,a,1\nbob,a,2\nann,b,3\nbob,a,4\n' }),
    )
    expect(interactions.names).toEqual(['ann', 'bob'])
    expect(interactions.items.ids).toEqual(['a', 'b'])
    expect(told(interactions)).toEqual({ ann: 'a b', bob: 'a a' })
  })

  test.each(
    Object.entries({
      'u.data': '1\t10\t4\t100\n1\t10\t5\t200\n1\t10\t4\t100\n',
      'ratings.dat': '1::10::4::100\n1::10::5::200\n1::10::4::100\n',
      'ratings.csv': 'userId,movieId,rating,timestamp\n1,10,4,100\n1,10,5,200\n1,10,4,100\n',
      'any.jsonl':
        '{"user":1,"item":10,"rating":4,"time":100}\n{"user":"1","item":"10","rating":5,"time":200}\n{"user":1,"item":10,"rating":4,"time":100}\n',
    }),
  )('%s: the same person and item again are events of their own, by time', async (name, text) => {
    const { interactions, skipped } = await readInteractions(folder({ [name]: text }))
    expect(interactions.items.ids).toEqual(['10'])
    expect(told(interactions)).toEqual({ 1: '10 10 10' })
    expect([...interactions.times]).toEqual([100, 100, 200])
    expect([...interactions.values]).toEqual([4, 4, 5])
    expect(skipped).toEqual([])
  })

  test('lines of items: the same line twice is two sequences, an item twice in one is two events', async () => {
    const { interactions } = await readInteractions(join(folder({ 'x.txt': 'a b a\nc b\na b a\n' }), 'x.txt'))
    expect(interactions.items.ids).toEqual(['a', 'b', 'c'])
    expect(told(interactions)).toEqual({ 1: 'a b a', 2: 'c b', 3: 'a b a' })
  })

  test('a test part names items of the training part once', async () => {
    const dir = folder({
      'train_full.tsv': 'SessionId\tItemId\tTime\n1\t5\t10\n1\t5\t11\n',
      'test.tsv': 'SessionId\tItemId\tTime\n1\t5\t20\n1\t6\t21\n1\t6\t22\n',
    })
    const { test: later } = await readInteractions(dir)
    expect(later?.items.ids).toEqual(['5', '6'])
    expect(later && told(later)).toEqual({ 1: '5 6 6' })
  })
})

const small = join(process.env.TASTEBUD_DATA ?? resolve(import.meta.dirname, '../../../shared/data'), 'ml-latest-small')

test.skipIf(!existsSync(small))(
  `all 100,836 ratings of 610 people (skipped without ${small}; bench/fit.ts times it)`,
  async () => {
    const { interactions } = await readInteractions(small)
    expect(interactions.rows.length).toBe(100_836)
    expect(interactions.names.length).toBe(610)
  },
)
