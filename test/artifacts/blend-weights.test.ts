import { execFileSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  BLEND_FILE,
  loadBlendWeights,
  removeBlendWeights,
  saveBlendWeights,
} from '../../src/artifacts/blend-weights.ts'
import { folder } from '../datasets/folder.ts'

const content = { weights: { ease: 1.5, content: 0 }, data: { fingerprint: 'f' }, metrics: { 'ndcg@10': 0.4 } }

test('what was saved is loaded, and removed', async () => {
  const dir = join(folder({}), 'models')
  expect(await loadBlendWeights(dir)).toBeUndefined()
  await saveBlendWeights(dir, content)
  expect(await loadBlendWeights(dir)).toEqual(content)
  expect(readdirSync(dir)).toEqual([BLEND_FILE])
  await removeBlendWeights(dir)
  expect(await loadBlendWeights(dir)).toBeUndefined()
})

test.each([
  ['{"half":', 'ARTIFACT_CORRUPT'],
  ['[]', 'ARTIFACT_CORRUPT'],
  ['{"format":"tastebud-blend","formatVersion":2}', 'ARTIFACT_VERSION'],
  [
    '{"format":"tastebud-blend","formatVersion":1,"weights":{"ease":-1},"data":{"fingerprint":""},"metrics":{}}',
    'ARTIFACT_CORRUPT',
  ],
])('%s is refused as %s', async (text, code) => {
  await expect(loadBlendWeights(folder({ [BLEND_FILE]: text }))).rejects.toMatchObject({ code })
})

test('a folder that cannot be written is told with a code', async () => {
  const dir = folder({})
  writeFileSync(join(dir, 'models'), 'a file where a folder should be')
  await expect(saveBlendWeights(join(dir, 'models'), content)).rejects.toMatchObject({ code: 'ARTIFACT_UNWRITABLE' })
})

test('a pipe in its place is refused, and not waited for', async () => {
  const dir = folder({})
  execFileSync('mkfifo', [join(dir, BLEND_FILE)])
  await expect(loadBlendWeights(dir)).rejects.toMatchObject({ code: 'ARTIFACT_CORRUPT' })
})
