import { readFileSync } from 'node:fs'
import type { Span } from '../../src/dialogue/understand/meaning.ts'

/** Something said with the places that people marked in it; UTF-16 offsets. */
export interface MarkedUtterance {
  readonly conversation: number
  readonly text: string
  readonly titles: readonly Span[]
  readonly genres: readonly Span[]
  readonly people: readonly Span[]
}

interface Line {
  readonly conversation: number
  readonly text: string
  readonly spans: readonly (Span & { readonly labels: readonly (readonly [string, string])[] })[]
}

/** Reads the utterances of CCPE-M (Radlinski et al. 2019) in which anything is marked; each place once. */
export function readMarkedSpans(path: string): MarkedUtterance[] {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean)
  return lines.flatMap((line) => {
    const { conversation, text, spans } = JSON.parse(line) as Line
    if (spans.length === 0) return []
    const of = (kind: string): Span[] => {
      const own = spans.filter(({ labels }) => labels.some(([, name]) => name === kind))
      return [...new Map(own.map(({ start, end }) => [`${start}-${end}`, { start, end }])).values()]
    }
    return [
      {
        ...{ conversation, text, titles: of('MOVIE_OR_SERIES') },
        ...{ genres: of('MOVIE_GENRE_OR_CATEGORY'), people: of('PERSON') },
      },
    ]
  })
}
