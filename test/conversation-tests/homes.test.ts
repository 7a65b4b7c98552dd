import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { makeHomes, sourceOf } from '../../src/conversation-tests/homes.ts'
import { parseConvo } from '../../src/conversation-tests/read-convo.ts'
import { program } from '../program.ts'
import { newFolder } from './world.ts'

const games = resolve(import.meta.dirname, '../../examples/boardgames')
const at = (path: string, home?: string) =>
  parseConvo(`convo: x\n${home === undefined ? '' : `home: ${home}\n`}steps:\n  - user: hi\n`, path)

test('a home is named from the place of the conversation', () => {
  expect(sourceOf(at('/a/b/x.convo.yml', '../games'))).toBe('/a/games')
  expect(sourceOf(at('/a/b/x.convo.yml'))).toBeUndefined()
})

test('each home is made once, with its catalogue and fitted models', async () => {
  const folder = await newFolder()
  const files = [at(join(games, 'x.convo.yml'), '.'), at(join(games, 'y.convo.yml'), '.'), at('/z.convo.yml')]
  const homes = await makeHomes(files, join(folder, 'homes'), program())
  expect([...homes.keys()]).toEqual([games])
  expect(homes.get(games)?.catalogue.domain.noun.one).toBe('board game')
  expect(homes.get(games)?.catalogue.items).toHaveLength(60)
})

test('a source that cannot be imported is told with what the program said', async () => {
  const folder = await newFolder()
  await mkdir(join(folder, 'empty'))
  await expect(makeHomes([at(join(folder, 'x.convo.yml'), 'empty')], join(folder, 'homes'), program())).rejects.toThrow(
    /empty/,
  )
})
