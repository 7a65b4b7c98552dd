import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkPlace, writeHome, writeInteractions } from '../../src/cli/home-draft.ts'
import { readInteractions } from '../../src/datasets/read.ts'
import { folder } from '../datasets/folder.ts'
import { told, world } from '../datasets/world.ts'

const fill = (text: string) => async (draft: string) => writeFileSync(join(draft, 'home.yml'), text)

test('a new folder, an empty one, a home, something else', async () => {
  const dir = folder({ file: 'x' })
  await checkPlace(join(dir, 'new'), false)
  mkdirSync(join(dir, 'empty'))
  await checkPlace(join(dir, 'empty'), false)
  for (const force of [false, true]) {
    await expect(checkPlace(dir, force)).rejects.toMatchObject({ code: 'NOT_A_HOME' })
    await expect(checkPlace(join(dir, 'file'), force)).rejects.toMatchObject({ code: 'NOT_A_HOME' })
  }
  const home = folder({ 'home.yml': '' })
  await expect(checkPlace(home, false)).rejects.toMatchObject({ code: 'HOME_EXISTS' })
  await checkPlace(home, true)
})

test('a home is replaced whole: models go, what an import does not make stays', async () => {
  const place = folder({})
  const home = join(place, 'deep', 'home')
  await writeHome(home, false, fill('one'))
  mkdirSync(join(home, 'models'))
  writeFileSync(join(home, 'tastebud.yml'), 'port: 1')
  await writeHome(home, true, fill('two'))
  expect(readdirSync(home).sort()).toEqual(['home.yml', 'tastebud.yml'])
  expect(readFileSync(join(home, 'home.yml'), 'utf8')).toBe('two')
  expect(readdirSync(join(place, 'deep'))).toEqual(['home'])
})

test('a draft that fails leaves the old home and no rubbish', async () => {
  const place = folder({})
  const home = join(place, 'home')
  await writeHome(home, false, fill('one'))
  const failing = writeHome(home, true, async () => {
    throw new Error('disk')
  })
  await expect(failing).rejects.toThrow('disk')
  expect(readFileSync(join(home, 'home.yml'), 'utf8')).toBe('one')
  expect(readdirSync(place)).toEqual(['home'])
})

test('interactions survive being written and read', async () => {
  const dir = folder({})
  for (const timed of [true, false]) {
    const data = world({ 'ann "x"': 'b:4 a:2.5 b:1', bob: 'a' }, timed)
    const path = join(dir, `${timed}.tsv`)
    await writeInteractions(path, data)
    const { interactions } = await readInteractions(path)
    expect(told(interactions)).toEqual(told(data))
    expect(interactions.values).toEqual(data.values)
    expect(interactions.times).toEqual(data.times)
  }
})
