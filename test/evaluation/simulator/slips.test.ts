import { expect, test } from 'vitest'
import { slips } from '../../../src/evaluation/simulator/slips.ts'
import { Random } from '../../../src/random.ts'

const text = 'I could watch Casablanca every single weekend, it is superb'

test('short words and first letters stay, longer ones change by a letter', () => {
  for (let seed = 0; seed < 50; seed++) {
    const typed = slips(text, 1, new Random(seed)).split(' ')
    text.split(' ').forEach((word, i) => {
      const hasty = typed[i]!
      expect(hasty[0]).toBe(word[0])
      if (word.replace(/\W/g, '').length < 5) expect(hasty).toBe(word)
      expect(Math.abs(hasty.length - word.length)).toBeLessThanOrEqual(1)
    })
  }
})

test('so many words as the rate says, the same by the same seed', () => {
  let changed = 0
  for (let seed = 0; seed < 400; seed++) if (slips('weekend', 0.25, new Random(seed)) !== 'weekend') changed++
  expect(changed / 400).toBeGreaterThan(0.17)
  expect(changed / 400).toBeLessThan(0.33)
  expect(slips(text, 0, new Random(1))).toBe(text)
  expect(slips(text, 0.5, new Random(9))).toBe(slips(text, 0.5, new Random(9)))
})
