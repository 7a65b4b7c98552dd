import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readDomain } from '../../src/catalogue/read-domain.ts'

const head = `name: teas
noun: { one: tea, many: teas }
verb: { base: drink, past: drunk, ing: drinking }
`
let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tastebud-domain-'))
})
afterAll(() => rm(dir, { recursive: true }))
const read = async (text: string) => {
  await writeFile(join(dir, 'domain.yml'), text)
  return readDomain(join(dir, 'domain.yml'))
}

test('fills in the defaults', async () => {
  const domain = await read(`${head}tags:\n  kind: { one: kind, many: kinds }\n`)
  expect(domain.columns.text).toBe('description')
  expect(domain.listSeparator).toBe('|')
  expect(domain.tags.kind).toMatchObject({ kind: 'tag', weight: 1, phrase: '{value}' })
})

test.each([
  ['a key that does not exist', `${head}tags: {}\nnumbers:\n  minutes:\n    one: minute\n    wright: 3\n`, 8, 'wright'],
  [
    'a value of the wrong kind',
    `${head}tags:\n  kind:\n    one: kind\n    many: kinds\n    weight: heavy\n`,
    8,
    'tags.kind.weight',
  ],
  ['a missing key', `name: teas\ntags:\n  kind:\n    one: kind\n`, 1, 'noun'],
  ['a fault inside a list', `${head}tags: {}\nexamples:\n  - Assam\n  - [x]\n`, 7, 'examples.1'],
  ['broken YAML', `${head}tags: {}\nnumbers: ]\n`, 5, ''],
  [
    'an axis with the name of a field',
    `${head}tags:\n  kind: { one: k, many: ks }\naxes:\n  kind: { more: [a] }\n`,
    7,
    'axis "kind"',
  ],
])('%s is named with file and line', async (_, text, line, expected) => {
  await expect(read(text)).rejects.toMatchObject({
    code: 'BAD_DOMAIN',
    message: expect.stringMatching(new RegExp(`domain\\.yml:${line}: .*${expected}`)),
  })
})

test('an absent file is NO_FILE', async () => {
  await expect(readDomain(join(dir, 'none.yml'))).rejects.toMatchObject({ code: 'NO_FILE' })
})
