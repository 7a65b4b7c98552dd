import type { Utterance } from '../../datasets/utterances.ts'
import { Random } from '../../random.ts'
import type { Split } from './evaluate.ts'

/**
 * Parts utterances into folds, every intent spread evenly, so that equal words lie in one fold: each fold is the test
 * half once. A tenth of what is left is for validation.
 */
export function folds(utterances: readonly Utterance[], count: number, seed: number): Split[] {
  const byIntent = new Map<string, Map<string, Utterance[]>>()
  for (const utterance of utterances) {
    const said = utterance.words.join(' ')
    const own = byIntent.get(utterance.intent ?? '') ?? new Map<string, Utterance[]>()
    byIntent.set(utterance.intent ?? '', own)
    own.set(said, [...(own.get(said) ?? []), utterance])
  }
  const foldOf = new Map<string, number>()
  for (const [intent, own] of [...byIntent].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const order = new Random(seed).fork(intent).shuffle([...own.keys()].sort())
    // Words that stand for two intents go with the first.
    for (const [i, said] of order.entries()) foldOf.set(said, foldOf.get(said) ?? i % count)
  }
  const where = (utterance: Utterance) => foldOf.get(utterance.words.join(' '))
  return Array.from({ length: count }, (_, k) => ({
    train: utterances.filter((utterance) => where(utterance) !== k),
    validation: [],
    test: utterances.filter((utterance) => where(utterance) === k),
  }))
}
