import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ArtifactContent } from '../../src/artifacts/save.ts'
import { itemKnn } from '../../src/recommenders/neighbours/item-knn.ts'

/** Three items; each names the one after it. */
export const ids = ['alpha', 'beta', 'gamma']
export const tensors = {
  offsets: Uint32Array.of(0, 1, 2, 3),
  columns: Uint32Array.of(1, 2, 0),
  weights: Float32Array.of(0.5, 0.25, 0.125),
}
export const content: ArtifactContent = {
  model: 'item-knn',
  config: itemKnn.defaults,
  items: ids,
  data: { fingerprint: 'toy', events: 3 },
  metrics: { 'recall@10': 0.5 },
  versions: { tastebud: '0.0.0' },
  notes: ['a toy'],
}

/** Runs something in a folder of its own that is gone afterwards. */
export async function inFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tastebud-artifacts-'))
  try {
    await run(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
