import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { homeFile, homeYaml, isHome, openHome, readHome } from '../src/home.ts'
import { folder } from './datasets/folder.ts'

const domain = `name: teas
noun: { one: tea, many: teas }
verb: { base: drink, past: drunk, ing: drinking }
tags: {}
`
const config = { name: 'teas', domain: 'domain.yml', catalogue: ['teas.csv'], models: { content: { textShare: 0.5 } } }

test('opens what an import writes, with absolute paths', async () => {
  const dir = folder({ [homeFile]: homeYaml({ ...config, interactions: 'i.tsv', like: 4 }) })
  const home = await openHome(dir)
  expect(home).toEqual({
    dir,
    config: { ...config, interactions: 'i.tsv', like: 4 },
    domain: join(dir, 'domain.yml'),
    catalogue: [join(dir, 'teas.csv')],
    interactions: join(dir, 'i.tsv'),
  })
  mkdirSync(join(dir, 'models'))
  expect((await openHome(dir)).models).toBe(join(dir, 'models'))
})

test('reads catalogue and interactions', async () => {
  const files = { 'domain.yml': domain, 'teas.csv': 'id,title\na,Assam\n', 'i.tsv': 'user\titem\nann\ta\n' }
  const without = folder({ ...files, [homeFile]: homeYaml(config) })
  const alone = await readHome(await openHome(without))
  expect(alone.catalogue.items[0]?.title).toBe('Assam')
  expect(alone.interactions).toBeUndefined()
  const withEvents = folder({ ...files, [homeFile]: homeYaml({ ...config, interactions: 'i.tsv' }) })
  expect((await readHome(await openHome(withEvents))).interactions?.names).toEqual(['ann'])
})

test.each([
  ['catalogue: []', 'catalogue'],
  ['models: [', 'models'],
  ['name: x\nport: 80', 'port'],
])('a broken home.yml says what is wrong: %j', async (text, what) => {
  const dir = folder({ [homeFile]: text })
  await expect(openHome(dir)).rejects.toMatchObject({
    code: 'BAD_HOME',
    message: expect.stringContaining(join(dir, homeFile)),
  })
  await expect(openHome(dir)).rejects.toThrow(what === 'models' ? /home\.yml: / : new RegExp(what))
})

test('a folder without home.yml is no home', async () => {
  const dir = folder({})
  expect(await isHome(dir)).toBe(false)
  await expect(openHome(dir)).rejects.toMatchObject({
    code: 'NO_HOME',
    fix: expect.stringContaining('tastebud import'),
  })
})
