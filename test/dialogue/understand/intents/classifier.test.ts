import { describe, expect, test } from 'vitest'
import { CLASSIFIER, IntentClassifier } from '../../../../src/dialogue/understand/intents/classifier.ts'
import { Random } from '../../../../src/random.ts'

const sample = (text: string, label: number) => ({ words: text.split(' '), label })
const samples = [
  ...['hello there', 'hi', 'hey', 'hello', 'good morning'].map((text) => sample(text, 0)),
  ...['i loved {title}', 'i hated {title}', 'loved {title}', '{title} was great'].map((text) => sample(text, 1)),
  ...['recommend me a {noun}', 'suggest a {noun}', 'give me a {noun}'].map((text) => sample(text, 2)),
]
const config = { ...CLASSIFIER, epochs: 30 }
const train = () => IntentClassifier.train(samples, 3, new Random(1), config)
const best = (p: Float32Array) => p.indexOf(Math.max(...p))

describe('IntentClassifier', () => {
  const model = train()
  test('overfits its examples', () => {
    for (const { words, label } of samples) expect(best(model.probabilities(words))).toBe(label)
  })
  test('forgives spelling', () => {
    expect(best(model.probabilities(['recomend', 'me', 'a', '{noun}']))).toBe(2)
    expect(best(model.probabilities(['i', 'lovd', '{title}']))).toBe(1)
  })
  test('probabilities sum to 1 and a high temperature flattens them', () => {
    const sharp = Math.max(...model.probabilities(['hi'], 0.5))
    const p = model.probabilities(['hi'], 5)
    expect(p.reduce((a, b) => a + b)).toBeCloseTo(1, 5)
    expect(Math.max(...p)).toBeLessThan(sharp)
  })
  test('familiarity counts the words that were seen', () => {
    expect(model.familiarity(['zork', 'hello'])).toBe(0.5)
    expect(model.familiarity(['{title}'])).toBe(1)
    expect(model.familiarity([])).toBe(0)
  })
  test('the same seed gives the same model', () => {
    expect(Array.from(train().probabilities(['hello', 'you']))).toEqual(
      Array.from(model.probabilities(['hello', 'you'])),
    )
  })
})
