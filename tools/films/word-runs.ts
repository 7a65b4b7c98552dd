/** Words in lower case, punctuation dropped: what two texts are compared by. */
export function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? []
}

/** Every run of `length` words in a row, as one string each. */
export function wordRuns(text: string, length: number): string[] {
  const list = words(text)
  return list.slice(0, Math.max(0, list.length - length + 1)).map((_, at) => list.slice(at, at + length).join(' '))
}

export interface SharedRun {
  readonly run: string
  readonly ids: readonly string[]
}

/** Runs of `length` words that the texts of two ids share. */
export function sharedRuns(texts: Iterable<readonly [id: string, text: string]>, length: number): SharedRun[] {
  const owners = new Map<string, Set<string>>()
  for (const [id, text] of texts) {
    for (const run of wordRuns(text, length)) {
      const ids = owners.get(run)
      if (ids === undefined) owners.set(run, new Set([id]))
      else ids.add(id)
    }
  }
  return [...owners].filter(([, ids]) => ids.size > 1).map(([run, ids]) => ({ run, ids: [...ids] }))
}
