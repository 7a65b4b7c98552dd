import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Domain } from '../../src/catalogue/domain.ts'
import { readCatalogue, readDomain } from '../../src/catalogue/read.ts'

const domainText = `name: teas
noun: { one: tea, many: teas }
verb: { base: drink, past: drunk, ing: drinking }
columns: { text: notes }
tags:
  kind: { from: kinds, one: kind, many: kinds }
numbers:
  minutes: { one: minute }
axes:
  strength: { from: levels.strength, more: [strong] }
`
let dir: string
let domain: Domain
const file = async (name: string, text: string | Buffer) => {
  await writeFile(join(dir, name), text)
  return join(dir, name)
}
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tastebud-catalogue-'))
  domain = await readDomain(await file('domain.yml', domainText))
})
afterAll(() => rm(dir, { recursive: true }))

describe('readCatalogue', () => {
  test('reads JSONL by the paths of the domain', async () => {
    const path = await file(
      'teas.jsonl',
      '{"id":"assam","title":"Assam","year":1840,"kinds":["black"," black ",""],"minutes":4,"levels":{"strength":3},"notes":"Malty.","other":1}\n\n{"id":"sencha","title":"Sencha"}\n',
    )
    const catalogue = await readCatalogue([path], domain)
    expect(catalogue.items).toEqual([
      {
        id: 'assam',
        title: 'Assam',
        otherTitles: [],
        year: 1840,
        text: 'Malty.',
        tags: { kind: ['black'] },
        numbers: { minutes: 4, strength: 3 },
      },
      { id: 'sencha', title: 'Sencha', otherTitles: [], text: '', tags: {}, numbers: {} },
    ])
  })

  test('reads CSV with a BOM, CRLF, quotes over two lines and list cells', async () => {
    const path = await file(
      'teas.csv',
      '\uFEFFid,title,kinds,levels.strength,notes\r\n1,"Earl Grey, ""blue""",black|scented,2,"Bergamot\r\nand tea"\r\n2,Café,,,\r\n',
    )
    const { items } = await readCatalogue([path], domain)
    expect(items.map((item) => item.title)).toEqual(['Earl Grey, "blue"', 'Café'])
    expect(items[0]?.tags.kind).toEqual(['black', 'scented'])
    expect(items[0]?.numbers.strength).toBe(2)
    expect(items[0]?.text).toBe('Bergamot\nand tea')
  })

  test('reads Latin-1', async () => {
    const path = await file('latin.csv', Buffer.from('id,title\n1,Café\n', 'latin1'))
    expect((await readCatalogue([path], domain)).items[0]?.title).toBe('Café')
  })

  test.each([
    ['{"id":"a","title":"A"}\n{"id":"b"}\n', 2, 'title'],
    ['{"id":"a","title":"A"}\nnot json\n', 2, 'JSON object'],
    ['{"title":"A"}', 1, 'id'],
    ['{"id":"a","title":"A","year":"soon"}', 1, 'number'],
    ['{"id":"a","title":"A","kinds":[1]}', 1, 'list'],
    ['{"id":"a","title":"A","levels":{"strength":4}}', 1, 'level of 0 to 3'],
  ])('names the line of %j', async (source, line, expected) => {
    const path = await file('bad.jsonl', source)
    await expect(readCatalogue([path], domain)).rejects.toMatchObject({
      code: 'BAD_ROW',
      message: expect.stringMatching(new RegExp(`bad\\.jsonl:${line}: .*${expected}`)),
    })
  })

  test('a CSV row of another width and an open quote name their line', async () => {
    const wide = await file('wide.csv', 'id,title\n1,A,B\n')
    await expect(readCatalogue([wide], domain)).rejects.toThrow(/wide\.csv:2: expected 2 cells/)
    const open = await file('open.csv', 'id,title\n1,A\n2,"B\n3,C\n')
    await expect(readCatalogue([open], domain)).rejects.toThrow(/open\.csv:3: expected a closing quote/)
  })

  test('the same id twice names both places', async () => {
    const one = await file('one.jsonl', '{"id":"a","title":"A"}')
    const two = await file('two.csv', 'id,title\nb,B\na,Again\n')
    await expect(readCatalogue([one, two], domain)).rejects.toMatchObject({
      code: 'DUPLICATE_ID',
      message: expect.stringMatching(/two\.csv:3: .*"a".*one\.jsonl:1/),
    })
  })

  test('an empty catalogue and an absent file are coded errors', async () => {
    await expect(readCatalogue([await file('empty.csv', '')], domain)).rejects.toMatchObject({
      code: 'EMPTY_CATALOGUE',
    })
    await expect(readCatalogue([join(dir, 'none.csv')], domain)).rejects.toMatchObject({ code: 'NO_FILE' })
  })
})

test('the demo catalogue reads', async () => {
  const films = join(import.meta.dirname, '../../data/films')
  const paths = (await readdir(films)).filter((name) => name.endsWith('.jsonl')).map((name) => join(films, name))
  const catalogue = await readCatalogue(paths, await readDomain(join(films, 'domain.yml')))
  expect(catalogue.size).toBeGreaterThanOrEqual(600)
  const alien = catalogue.find('alien-1979')
  expect(alien?.tags.director).toEqual(['Ridley Scott'])
  expect(alien?.numbers.scare).toBe(3)
})
