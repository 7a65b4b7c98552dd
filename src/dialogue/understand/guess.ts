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
}

/** The intent of masked words: an example that says exactly this, else what the classifier finds likely enough. */
export function guess(words: readonly string[], { names, exact, threshold, classifier }: Guessing): Guess {
  const index = exact.get(exactKey(words))
  const p = Float32Array.from(classifier.probabilities(words))
  const of = (name: string) => p[names.indexOf(name)] ?? 0
  if (index !== undefined) return { intent: names[index] as string, probability: 0.99, of, exact: true }
  const top = p.reduce((best, value, k) => (value > (p[best] as number) ? k : best), 0)
  // Letters alone convince nobody: a clause of words never seen is unclear whatever its n-grams.
  const probability = (p[top] as number) * Math.min(1, 0.4 + classifier.familiarity(words))
  const intent = probability < threshold || classifier.familiarity(words) < 0.34 ? 'unclear' : (names[top] as string)
  return { intent, probability, of, exact: false }
}
