import { expect, test } from 'vitest'
import type { IntentClassifier } from '../../../../src/dialogue/understand/intents/classifier.ts'
import { guess } from '../../../../src/dialogue/understand/intents/guess.ts'

const classifier = (probabilities: number[], familiarity: number) =>
  ({ probabilities: () => probabilities, familiarity: () => familiarity }) as unknown as IntentClassifier
const guessing = (probabilities: number[], familiarity = 1) => ({
  names: ['want', 'thanks'],
  classifier: classifier(probabilities, familiarity),
  exact: new Map([['cheers', 1]]),
  threshold: 0.4,
})

test('an example that says exactly this wins over the classifier', () => {
  expect(guess(['cheers'], guessing([0.9, 0.1]))).toMatchObject({ intent: 'thanks', exact: true })
})

test('what is not likely, or made of words never seen, is unclear', () => {
  expect(guess(['a', 'game'], guessing([0.8, 0.2]))).toMatchObject({ intent: 'want', exact: false })
  expect(guess(['a', 'game'], guessing([0.3, 0.2])).intent).toBe('unclear')
  expect(guess(['xq', 'zz'], guessing([0.9, 0.1], 0.1)).intent).toBe('unclear')
  expect(guess(['a'], guessing([0.8, 0.2])).of('thanks')).toBeCloseTo(0.2)
})
