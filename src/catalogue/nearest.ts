/** Of the names those that are nearest to what was typed, nearest first, at most `most`; case does not count. */
export function nearest(typed: string, names: Iterable<string>, most = 3): string[] {
  const from = typed.toLowerCase()
  return [...new Set(names)]
    .map((name) => ({ name, distance: editDistance(from, name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ name }) => name)
}

/** Levenshtein distance over at most 60 characters, enough to find a mistyped name. */
function editDistance(a: string, b: string): number {
  const from = a.slice(0, 60)
  const to = b.slice(0, 60)
  let row = Array.from({ length: to.length + 1 }, (_, j) => j)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1]
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1)))
    }
    row = next
  }
  return row[to.length]!
}
