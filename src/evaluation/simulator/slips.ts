import type { Random } from '../../random.ts'

/** Keys that lie side by side, in rows of a QWERTY keyboard. */
const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']

/**
 * A text as hasty fingers type it: in each word of five letters and more, with a chance of `rate`, two letters change
 * places, one is hit beside, left out or hit twice. The first letter stays.
 */
export function slips(text: string, rate: number, random: Random): string {
  return text.replace(/\p{L}{5,}/gu, (word) => (random.next() < rate ? slip(word, random) : word))
}

function slip(word: string, random: Random): string {
  const at = 1 + random.int(word.length - 2)
  const before = word.slice(0, at)
  const letter = word[at]!
  const after = word.slice(at + 1)
  switch (random.int(4)) {
    case 0:
      return `${before}${after[0]}${letter}${after.slice(1)}`
    case 1:
      return `${before}${beside(letter, random)}${after}`
    case 2:
      return before + after
    default:
      return before + letter + letter + after
  }
}

function beside(letter: string, random: Random): string {
  const row = rows.find((keys) => keys.includes(letter.toLowerCase()))
  if (!row) return letter
  const at = row.indexOf(letter.toLowerCase())
  return random.pick([row[at - 1], row[at + 1]].filter((key) => key !== undefined))
}
