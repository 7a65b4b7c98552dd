import { expect, test } from 'vitest'
import { calibrate } from '../../../../src/dialogue/understand/intents/calibrate.ts'
import { CLASSIFIER } from '../../../../src/dialogue/understand/intents/classifier.ts'
import { readIntents } from '../../../../src/dialogue/understand/intents/intents.ts'
import { samplesOf } from '../../../../src/dialogue/understand/intents/trainer.ts'
import { placeholders, readLexicon } from '../../../../src/dialogue/understand/lexicon.ts'
import { Linker } from '../../../../src/dialogue/understand/linking/linker.ts'
import { NumberReader } from '../../../../src/dialogue/understand/numbers/numbers.ts'
import { demoCatalogue } from '../demo.ts'

test('the shipped temperature is the one that cross-validation fits, and confidence means what it says', async () => {
  const catalogue = await demoCatalogue()
  const lexicon = readLexicon('intents/words.yml', catalogue.domain)
  const intents = readIntents('intents')
  const { samples } = samplesOf(
    intents,
    new Linker(catalogue, lexicon),
    new NumberReader(catalogue, lexicon),
    placeholders(catalogue.domain),
  )
  const { accuracy, temperature, gap } = calibrate(samples, intents.names)
  expect(accuracy).toBeGreaterThan(0.72)
  expect(Math.abs(temperature - CLASSIFIER.temperature)).toBeLessThanOrEqual(0.11)
  expect(gap).toBeLessThan(0.06)
})
