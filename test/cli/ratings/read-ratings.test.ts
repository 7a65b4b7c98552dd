import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readRatings } from '../../../src/cli/ratings/read-ratings.ts'

async function csv(text: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'tastebud-ratings-')), 'ratings.csv')
  await writeFile(path, text)
  return path
}

describe('readRatings', () => {
  test('Letterboxd', async () => {
    const path = await csv(
      '\ufeffDate,Name,Year,Letterboxd URI,Rating\r\n2024-01-01,Alien,1979,https://x/1,4.5\r\n2024-01-02,"Crouching Tiger, Hidden Dragon",2000,https://x/2,\r\n',
    )
    expect(await readRatings(path)).toEqual({
      scale: 5,
      ratings: [
        { line: 2, title: 'Alien', year: 1979, share: 0.9 },
        { line: 3, title: 'Crouching Tiger, Hidden Dragon', year: 2000 },
      ],
    })
  })

  test('IMDb: ten is the scale even where nothing was rated above five', async () => {
    const path = await csv(
      'Const,Your Rating,Date Rated,Original Title,Title,URL,IMDb Rating,Year\ntt1,4,2024,Ikiru (x),Ikiru,u,8.3,1952\n',
    )
    expect(await readRatings(path)).toEqual({
      scale: 10,
      ratings: [{ line: 2, title: 'Ikiru', year: 1952, share: 0.4 }],
    })
  })

  test('any CSV: the scale shows in the values', async () => {
    expect((await readRatings(await csv('title,year,rating\nA,2000,7\nB,2001,3\n'))).scale).toBe(10)
    expect((await readRatings(await csv('title,year,rating\nA,,85\n'))).ratings).toEqual([
      { line: 2, title: 'A', share: 0.85 },
    ])
  })

  test.each([
    ['', 'BAD_HEADER', /is empty/],
    ['title,stars\nA,3\n', 'BAD_HEADER', /:1: there is no column for year and rating/],
    ['title,year,rating\nA,2000,good\n', 'BAD_ROW', /:2: expected a rating from 0 to 100, found "good"/],
    ['title,year,rating\nA,2000,5\n,2000,5\n', 'BAD_ROW', /:3: expected a title/],
    ['title,year,rating\nA,79,5\n', 'BAD_ROW', /:2: expected a year/],
  ])('%j', async (text, code, message) => {
    await expect(readRatings(await csv(text))).rejects.toMatchObject({ code, message: expect.stringMatching(message) })
  })
})
