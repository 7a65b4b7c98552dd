import { hash32, Random } from '../../../random.ts'
import { fold } from '../text/tokenize.ts'
import { CLASSIFIER, type ClassifierConfig, IntentClassifier, type Sample } from './classifier.ts'

export function trainIntents(samples: readonly Sample[], labels: number, config = CLASSIFIER): IntentClassifier {
  return IntentClassifier.train(samples, labels, new Random(7), config)
}

export interface Calibration {
  /** Share of held-out examples whose intent is found, 0 to 1. */
  readonly accuracy: number
  /** The temperature with the least log loss on held-out examples. */
  readonly temperature: number
  /** Mean log loss there, in nats. */
  readonly logLoss: number
  /** Mean gap between confidence and accuracy over ten bins (expected calibration error). */
  readonly gap: number
  /** `wanted -> found` with counts, commonest first. */
  readonly confusions: readonly (readonly [string, number])[]
}

/** Cross-validates the classifier and fits its temperature on the held-out answers. */
export function calibrate(
  samples: readonly Sample[],
  names: readonly string[],
  folds = 5,
  config: ClassifierConfig = CLASSIFIER,
): Calibration {
  const held: { words: readonly string[]; label: number; model: IntentClassifier }[] = []
  const foldOf = (sample: Sample) => hash32(fold(sample.words.join(' '))) % folds
  for (let k = 0; k < folds; k++) {
    const model = trainIntents(
      samples.filter((sample) => foldOf(sample) !== k),
      names.length,
      config,
    )
    for (const sample of samples) if (foldOf(sample) === k) held.push({ ...sample, model })
  }
  const lossAt = (t: number) =>
    held.reduce(
      (sum, { words, label, model }) => sum - Math.log(Math.max(1e-9, model.probabilities(words, t)[label] ?? 0)),
      0,
    ) / held.length
  let best = { temperature: 1, logLoss: Number.POSITIVE_INFINITY }
  for (let t = 0.3; t <= 2.5; t += 0.1) {
    const logLoss = lossAt(t)
    if (logLoss < best.logLoss) best = { temperature: Math.round(t * 10) / 10, logLoss }
  }
  const bins = Array.from({ length: 10 }, () => ({ n: 0, right: 0, sure: 0 }))
  const confusions = new Map<string, number>()
  let right = 0
  for (const { words, label, model } of held) {
    const p = model.probabilities(words, best.temperature)
    const top = p.reduce((at, value, k) => (value > (p[at] as number) ? k : at), 0)
    const sure = p[top] as number
    const bin = bins[Math.min(9, Math.floor(sure * 10))]
    if (bin) {
      bin.n++
      bin.sure += sure
      if (top === label) bin.right++
    }
    if (top === label) right++
    else {
      const key = `${names[label]} -> ${names[top]}`
      confusions.set(key, (confusions.get(key) ?? 0) + 1)
    }
  }
  const gap = bins.reduce((sum, { right, sure }) => sum + Math.abs(right - sure), 0) / held.length
  return { accuracy: right / held.length, ...best, gap, confusions: [...confusions].sort((a, b) => b[1] - a[1]) }
}
