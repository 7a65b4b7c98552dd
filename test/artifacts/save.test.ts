import { spawnSync } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sha256 } from '../../src/artifacts/canonical.ts'
import { load } from '../../src/artifacts/load.ts'
import { save } from '../../src/artifacts/save.ts'
import { content, inFolder, tensors } from './toy-model.ts'

test('writes a manifest, the items and a file a tensor, and nothing beside them', () =>
  inFolder(async (home) => {
    const dir = join(home, 'models', 'item-knn')
    const hash = await save(dir, content, tensors)
    expect((await readdir(dir)).sort()).toEqual([
      'columns.bin',
      'items.json',
      'manifest.json',
      'offsets.bin',
      'weights.bin',
    ])
    expect(await readdir(join(home, 'models'))).toEqual(['item-knn'])
    expect(sha256(await readFile(join(dir, 'manifest.json')))).toBe(hash)
  }))

test('equal content has equal bytes, in whatever order it comes', () =>
  inFolder(async (home) => {
    const { offsets, columns, weights } = tensors
    const turned = Object.fromEntries(Object.entries(content).reverse()) as unknown as typeof content
    const one = await save(join(home, 'one'), content, { offsets, columns, weights })
    const two = await save(join(home, 'two'), turned, { weights, columns, offsets })
    expect(two).toBe(one)
    for (const name of await readdir(join(home, 'one'))) {
      expect(await readFile(join(home, 'two', name))).toEqual(await readFile(join(home, 'one', name)))
    }
    const changed = await save(join(home, 'three'), content, { ...tensors, weights: Float32Array.of(0.5, 0.25, 0.13) })
    expect(changed).not.toBe(one)
  }))

test('takes the place of an older model whole', () =>
  inFolder(async (home) => {
    const dir = join(home, 'model')
    await mkdir(dir)
    await writeFile(join(dir, 'left-over.bin'), 'x')
    await save(dir, content, tensors)
    await save(dir, { ...content, notes: ['newer'] }, tensors)
    expect((await load(dir)).manifest.notes).toEqual(['newer'])
    expect(await readdir(home)).toEqual(['model'])
    expect(await readdir(dir)).not.toContain('left-over.bin')
  }))

test.each([
  ['NaN in the config', { config: { shrinkage: Number.NaN } }],
  ['NaN in the metrics', { metrics: { recall: Number.NaN } }],
  ['a function in the config', { config: { f: () => 1 } }],
])('%s is refused, and the older model stays', (_, change) =>
  inFolder(async (home) => {
    const dir = join(home, 'model')
    await save(dir, content, tensors)
    const saving = save(dir, { ...content, ...change }, tensors)
    await expect(saving).rejects.toMatchObject({ code: 'BAD_ARTIFACT' })
    expect(await readdir(home)).toEqual(['model'])
    await expect(load(dir)).resolves.toBeDefined()
  }),
)

test('a tensor cannot name a path', () =>
  inFolder(async (home) => {
    const saving = save(join(home, 'model'), content, { '../evil': Uint8Array.of(1) })
    await expect(saving).rejects.toMatchObject({ code: 'BAD_ARTIFACT' })
    expect(await readdir(home)).toEqual([])
  }))

test('a folder that cannot be made is ARTIFACT_UNWRITABLE, with what the system said', () =>
  inFolder(async (home) => {
    await writeFile(join(home, 'file'), '')
    await expect(save(join(home, 'file', 'model'), content, tensors)).rejects.toMatchObject({
      code: 'ARTIFACT_UNWRITABLE',
      message: expect.stringMatching(/EEXIST|ENOTDIR/),
    })
  }))

test('what a program left that was killed while it saved is swept away, what one that lives is writing is not', () =>
  inFolder(async (home) => {
    const gone = spawnSync(process.execPath, ['--eval', '']).pid
    const drafts = [`.model.draft-${gone}-abcdef`, `.model.draft-${process.pid}-abcdef`, `.other.draft-${gone}-abcdef`]
    for (const name of drafts) await mkdir(join(home, name))
    await save(join(home, 'model'), content, tensors)
    expect((await readdir(home)).sort()).toEqual([drafts[1], drafts[2], 'model'].sort())
  }))
