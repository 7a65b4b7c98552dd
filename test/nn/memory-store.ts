import { type Arrays, type CheckpointStore, copies } from '../../src/nn/checkpoint.ts'

/** Keeps every checkpoint, the last one first to be read. */
export function memoryStore(): CheckpointStore & { readonly kept: Arrays[] } {
  const kept: Arrays[] = []
  return {
    kept,
    async write(arrays) {
      kept.push(copies(arrays))
    },
    async read() {
      return kept.at(-1)
    },
    async remove() {
      kept.length = 0
    },
  }
}
