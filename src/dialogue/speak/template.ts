export type Values = Readonly<Record<string, string | number | undefined>>

/**
 * Fills a sentence: `{name}` by value, `{count|one|many}` by the number `count` (1 = the first form). Forms may
 * hold `{name}` again. A name without a value is left out.
 */
export function fill(template: string, values: Values): string {
  let out = ''
  let i = 0
  for (;;) {
    const open = template.indexOf('{', i)
    if (open < 0) return out + template.slice(i)
    let depth = 0
    let end = open
    for (; end < template.length; end++) {
      if (template[end] === '{') depth++
      else if (template[end] === '}' && --depth === 0) break
    }
    out += template.slice(i, open) + expand(template.slice(open + 1, end), values)
    i = end + 1
  }
}

function expand(inside: string, values: Values): string {
  if (!inside.includes('|')) return text(values[inside])
  const [name = '', ...forms] = splitForms(inside)
  const value = values[name]
  if (forms.length < 2) return text(value)
  return fill((value === 1 ? forms[0] : forms[1]) ?? '', values)
}

const text = (value: Values[string]): string => (value === undefined ? '' : String(value))

/** Cuts at `|` outside of inner braces. */
function splitForms(text: string): string[] {
  const parts = ['']
  let depth = 0
  for (const c of text) {
    if (c === '|' && depth === 0) parts.push('')
    else {
      if (c === '{') depth++
      if (c === '}') depth--
      parts[parts.length - 1] += c
    }
  }
  return parts
}

/** "a", "a and b", "a, b and c". */
export function list(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words[0] ?? ''
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}

/** Upper-cases the first letter, leaving quotes and digits alone. */
export const capital = (text: string): string => text.replace(/^\p{Ll}/u, (c) => c.toUpperCase())

/** Lower-cases the first letter of a word that has others in lower case. */
export const lower = (text: string): string => text.replace(/^\p{Lu}(?=\p{Ll}|\s)/u, (c) => c.toLowerCase())

/** "funny" -> "funnier", "violent" -> "more violent": English comparatives of one or two syllables. */
export function comparative(adjective: string): string {
  if (/ /.test(adjective)) return `more ${adjective}`
  if (/[^aeiou]y$/.test(adjective)) return `${adjective.slice(0, -1)}ier`
  if (/^[^aeiouy]*[aeiouy]{1,2}[^aeiouy]+$/.test(adjective)) {
    if (/^[^aeiouy]*[aeiouy][^aeiouywx]$/.test(adjective)) return `${adjective}${adjective.at(-1)}er`
    return `${adjective}er`
  }
  if (/^[^aeiouy]+[aeiou]{1,2}[^aeiou]{1,2}e$|[^aeiou]le$/.test(adjective)) return `${adjective}r`
  return `more ${adjective}`
}
