import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildModels,
  checkModels,
  demoModels,
  differences,
  hashesUnder,
  modelsFolder,
  quickModels,
} from '../../tools/build-models.ts'
import { demoCatalogue, sha256, simulateViewers, toLines } from '../../tools/simulate-viewers.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tastebud-build-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the shipped models', () => {
  test('lie there whole, and know the films of the catalogue', async () => {
    expect(await checkModels(modelsFolder, await demoCatalogue())).toEqual([])
  })

  // All of them: "npm run models:verify".
  test('those that are quickly fitted are what a rebuild gives, byte for byte', async () => {
    const catalogue = await demoCatalogue()
    const viewers = simulateViewers(catalogue)
    await buildModels(join(folder, 'again'), catalogue, viewers, quickModels)
    const slow = ['encoder.bin', ...demoModels.filter((model) => 'slow' in model).map(({ name }) => name as string)]
    const shipped = new Map([...hashesUnder(modelsFolder)].filter(([path]) => !slow.includes(path.split('/')[0]!)))
    expect(shipped.size).toBeGreaterThan(20)
    expect(differences(shipped, hashesUnder(join(folder, 'again')))).toEqual([])
  })

  test('the card of the viewers names their hash', async () => {
    const viewers = simulateViewers(await demoCatalogue())
    const card = await readFile(new URL('../../data/viewers/README.md', import.meta.url), 'utf8')
    expect(card).toContain(sha256(toLines(viewers)))
  })

  test('say that their viewers are simulated', async () => {
    for (const { name } of demoModels) {
      const manifest = JSON.parse(await readFile(join(modelsFolder, name, 'manifest.json'), 'utf8'))
      expect(manifest.data.fingerprint).toMatch(/^simulated viewers [0-9a-f]{64}$/)
      expect(manifest.notes[0]).toMatch(/simulated/)
      expect(manifest.metrics.scale).toBeGreaterThan(0)
    }
  })
})

test('differences names what differs and what only one side has', async () => {
  const a = new Map([
    ['same', '1'],
    ['other', '2'],
    ['left', '3'],
  ])
  const b = new Map([
    ['same', '1'],
    ['other', '9'],
    ['right', '4'],
  ])
  expect(differences(a, b)).toEqual(['left', 'other', 'right'])
  expect(differences(a, a)).toEqual([])
})

test('a changed byte is noticed', async () => {
  const catalogue = await demoCatalogue()
  const place = join(folder, 'changed')
  await buildModels(place, catalogue, simulateViewers(catalogue).slice(0, 100), quickModels)
  const path = join(place, 'ease', 'weights.bin')
  const bytes = await readFile(path)
  bytes[0] = (bytes[0] ?? 0) ^ 1
  await writeFile(path, bytes)
  await expect(checkModels(place, catalogue, quickModels)).rejects.toMatchObject({ code: 'ARTIFACT_CORRUPT' })
})
