import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { peopleOf, readWorks, WorkIndex } from '../../src/catalogue/join-texts.ts'
import { folder } from '../datasets/folder.ts'

const work = (title: string, year: number, extract = '') => ({ title, year, cast: [], genres: [], extract })

test('readWorks: plain and zipped files, in the order of their names', async () => {
  const dir = folder({
    'b.json': JSON.stringify([{ title: 'B', year: 2000, extract: null }]),
    'a.json.gz': gzipSync(JSON.stringify([{ title: 'A', year: 1999, cast: ['X'], other: 1 }])),
    'c.txt': 'x',
  })
  expect(await readWorks(dir)).toEqual([
    { title: 'A', year: 1999, cast: ['X'], genres: [] },
    { title: 'B', year: 2000, cast: [], genres: [], extract: null },
  ])
})

test('readWorks: faults name the file', async () => {
  await expect(readWorks(folder({}))).rejects.toMatchObject({ code: 'NO_FILE' })
  await expect(readWorks('/no/such/folder')).rejects.toMatchObject({ code: 'NO_FILE' })
  for (const [name, text] of [
    ['x.json', '{'],
    ['y.json', '[{"title":"A"}]'],
    ['z.json.gz', 'no gzip'],
  ] as const) {
    const dir = folder({ [name]: text })
    await expect(readWorks(dir)).rejects.toMatchObject({
      code: 'BAD_TEXTS',
      message: expect.stringContaining(join(dir, name)),
    })
  }
})

test('WorkIndex: the nearest year within one, other titles too', () => {
  const index = new WorkIndex([work('Solaris', 1971, 'x'), work('Solaris', 1972, 'y'), work('Solaris', 2002, 'z')])
  expect(index.find(['Solaris'], 1972)?.extract).toBe('y')
  expect(index.find(['Solaris'], 1970)?.extract).toBe('x')
  expect(index.find(['Solyaris', 'Solaris'], 2003)?.extract).toBe('z')
  expect(index.find(['Solaris'], 1999)).toBeUndefined()
  expect(index.find(['Solaris'], undefined)).toBeUndefined()
})

test('words around names in a scraped cast are no people', () => {
  const cast = [
    'Tom Hanks',
    'and',
    'the',
    'The',
    'voices of',
    '(narrator)',
    '[a]',
    'Cast:',
    'and Ateesh Randev',
    'Björk',
    'Tom Hanks',
  ]
  expect(peopleOf(cast)).toEqual(['Tom Hanks', 'Ateesh Randev', 'Björk'])
})
