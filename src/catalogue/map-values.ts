import type { TagField } from './domain.ts'

/**
 * Values of a foreign source in the words of a domain: one that the field names as a value or as a synonym becomes that
 * value (or those, where a word stands for two), others stay as they are, in lower case.
 */
export function valueMapper(field: TagField | undefined): (values: readonly string[]) => string[] {
  const known = new Map<string, string[]>()
  for (const [value, synonyms] of Object.entries(field?.synonyms ?? {})) {
    for (const word of synonyms) {
      const key = word.toLowerCase()
      known.set(key, [...(known.get(key) ?? []), value])
    }
  }
  // A value's own name means that value alone, whatever lists it as a synonym.
  for (const value of Object.keys(field?.synonyms ?? {})) known.set(value.toLowerCase(), [value])
  return (values) => [
    ...new Set(values.flatMap((value) => known.get(value.trim().toLowerCase()) ?? [value.trim().toLowerCase()])),
  ]
}
