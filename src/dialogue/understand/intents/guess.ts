import { BESIDE_BAG, supplement } from '../../../encoder/combine.ts'
import type { Sense } from '../encoder/sense.ts'
import type { IntentClassifier } from './classifier.ts'
import { exactKey } from './trainer.ts'

export interface Guess {
  readonly intent: string
  readonly probability: number
  readonly of: (intent: string) => number
  readonly exact: boolean
}

/** What the intents were learned as. */
export interface Guessing {
  /** Intents by the classifier's labels. */
  readonly names: readonly string[]
  readonly classifier: IntentClassifier
  readonly exact: ReadonlyMap<string, number>
  readonly threshold: number
  /** The text encoder, where there is one: it has a say where the n-grams doubt. */
  readonly sense?: Sense | undefined
}

/** The intent of masked words: an example that says exactly this, else what the classifier finds likely enough. */
export function guess(words: readonly string[], { names, exact, threshold, classifier, sense }: Guessing): Guess {
  const index = exact.get(exactKey(words))
  const bag = Float32Array.from(classifier.probabilities(words))
  const p = index === undefined && sense ? supplement(() => sense.intentsOf(words), bag, BESIDE_BAG) : bag
  const of = (name: string) => p[names.indexOf(name)] ?? 0
  if (index !== undefined) return { intent: names[index] as string, probability: 0.99, of, exact: true }
  const top = p.reduce((best, value, k) => (value > (p[best] as number) ? k : best), 0)
  // Letters alone convince nobody: a clause of words never seen is unclear whatever its n-grams.
  // Where both see the same, neither takes from what the other is sure of.
  const sure = Math.max(p[top] as number, bag[top] as number)
  const probability = sure * Math.min(1, 0.4 + classifier.familiarity(words))
  const intent = probability < threshold || classifier.familiarity(words) < 0.34 ? 'unclear' : (names[top] as string)
  return { intent, probability, of, exact: false }
}
