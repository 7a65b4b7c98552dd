import type { Random } from '../random.ts'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** One typing error: a letter dropped, doubled by another, changed, or swapped with the next. */
export function typo(word: string, random: Random): string {
  const at = random.int(word.length)
  const letter = LETTERS[random.int(26)] as string
  const [before, here, after] = [word.slice(0, at), word[at] as string, word.slice(at + 1)]
  switch (random.int(4)) {
    case 0:
      return word.length > 1 ? before + after : word + letter
    case 1:
      return before + letter + here + after
    case 2:
      return before + letter + after
    default:
      return after === '' ? before + letter : before + after[0] + here + after.slice(1)
  }
}

/** `count` typing errors in words drawn by their length; slots such as `{title}` are left alone. */
export function typosIn(words: readonly string[], count: number, random: Random): string[] {
  const changed = [...words]
  for (let i = 0; i < count; i++) {
    const lengths = changed.map((word) => (word.startsWith('{') || word === '' ? 0 : word.length))
    const total = lengths.reduce((sum, n) => sum + n, 0)
    if (total === 0) break
    let left = random.int(total)
    const at = lengths.findIndex((n) => {
      left -= n
      return left < 0
    })
    changed[at] = typo(changed[at] as string, random)
  }
  return changed
}
