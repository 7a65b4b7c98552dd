/** Articles of the languages that catalogues sort by ("Matrix, The") or leave out ("the godfather", "godfather"). */
const article = 'the|an?|l|le|la|les|un|une|il|lo|gli|el|los|las|der|die|das|det|den'
const inFront = new RegExp(`^(?:${article}) (?=.)`)
const behind = new RegExp(`(?<=.),\\s*(?:${article})['’]?$`)
const roman: Readonly<Record<string, string>> = { ii: '2', iii: '3', iv: '4', v: '5', vi: '6', vii: '7', viii: '8' }

/**
 * What the spellings of one title have in common, to join lists by: no case, accents, signs, spaces or leading article,
 * and Roman numerals as digits. "The Matrix" and "Matrix, The" are "matrix", "Tom & Jerry" is "tomandjerry", "Rocky II"
 * is "rocky2". Different titles may share a key, so a year should be compared as well. Letters of every script stay;
 * a title of signs alone is its own key.
 */
export function titleKey(title: string): string {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()
  const words = plain
    .replace(behind, '')
    .replace(/^l['’]\s?(?=.)/, '')
    .replace(/&/g, ' and ')
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(inFront, '')
  return (
    words
      .split(' ')
      .map((word) => roman[word] ?? word)
      .join('') || plain
  )
}
