import { Arena } from '../../src/kernels/arena.ts'
import { compile, instantiate } from '../../src/kernels/instantiate.ts'

/** The shared parts of the kernels over memory of their own. */
export function probe(bytes = 2 ** 20) {
  const arena = new Arena(bytes)
  return { arena, kernels: instantiate(compile('probe'), arena.memory) }
}
