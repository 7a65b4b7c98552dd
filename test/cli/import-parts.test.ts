import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findParts } from '../../src/cli/import-parts.ts'
import { folder } from '../datasets/folder.ts'

const domain =
  'name: teas\nnoun: { one: tea, many: teas }\nverb: { base: drink, past: drunk, ing: drinking }\ntags: {}\n'

test('a folder of our own layout', async () => {
  const dir = folder({ 'domain.yml': domain, 'catalogue.csv': 'id,title\n' })
  expect(await findParts(dir, {})).toEqual({ domain: join(dir, 'domain.yml'), catalogue: join(dir, 'catalogue.csv') })
  const more = folder({ 'domain.yml': domain, 'catalogue.jsonl': '', 'interactions.tsv': '' })
  expect((await findParts(more, {})).interactions).toBe(join(more, 'interactions.tsv'))
})

test('MovieLens brings its items and gets the domain of films', async () => {
  const dir = folder({ 'ratings.csv': '', 'movies.csv': '' })
  const parts = await findParts(dir, {})
  expect(parts.domain).toMatch(/data[/\\]films[/\\]domain\.yml$/)
  expect(parts.interactions).toBe(dir)
  expect(parts.catalogue).toBeUndefined()
})

test('a file is a catalogue where it has ids and titles, else interactions', async () => {
  const dir = folder({
    'd.yml': domain,
    'c.csv': 'title,id\n',
    'c.jsonl': '{"id":1,"title":"x"}\n',
    'i.csv': 'user,item\n',
    'i.jsonl': '{"user":1,"item":2}\n',
    'i.txt': '1 2 3\n',
  })
  const at = (name: string) => join(dir, name)
  for (const name of ['c.csv', 'c.jsonl']) {
    expect(await findParts(at(name), { domain: at('d.yml') })).toEqual({ domain: at('d.yml'), catalogue: at(name) })
  }
  for (const name of ['i.csv', 'i.jsonl', 'i.txt']) {
    expect(await findParts(at(name), { domain: at('d.yml') })).toEqual({ domain: at('d.yml'), interactions: at(name) })
  }
})

test('no domain, no file', async () => {
  await expect(findParts(folder({ 'x.csv': '' }), {})).rejects.toMatchObject({ code: 'NO_DOMAIN' })
  await expect(findParts('/no/such/path', {})).rejects.toMatchObject({ code: 'NO_FILE' })
  await expect(findParts(folder({}), { domain: '/no/such.yml' })).rejects.toMatchObject({ code: 'NO_FILE' })
})
