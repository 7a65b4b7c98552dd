import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Catalogue } from '../../src/catalogue/catalogue.ts'
import type { Domain } from '../../src/catalogue/domain.ts'
import type { Item } from '../../src/catalogue/item.ts'
import type { ItemId } from '../../src/datasets/vocabulary.ts'

/** What ReDial (Li et al. 2018) says of a film. */
interface Facts {
  readonly genre?: readonly string[]
  readonly director?: readonly string[]
  readonly star?: readonly string[]
  readonly plot?: string
}

/** A message with the films that its writer marked. */
export interface Marked {
  /** Pieces of text and films in turn, text first and last: piece, film, piece, film, piece. */
  readonly pieces: readonly string[]
  readonly films: readonly string[]
}

export interface Redial {
  /** All films that the data set names, with people, genres and plot where known; nothing on how often they are named. */
  readonly catalogue: Catalogue
  readonly messages: readonly Marked[]
}

/** Reads ReDial's validation dialogues. @param folder with movies_with_mentions.csv, id2info.json, valid_data.jsonl */
export function readRedial(folder: string, domain: Domain): Redial {
  const facts = JSON.parse(readFileSync(join(folder, 'id2info.json'), 'utf8')) as Record<string, Facts>
  const names = lines(join(folder, 'movies_with_mentions.csv')).slice(1)
  const items = names.flatMap((line): Item[] => {
    const found = /^(\d+),"?(.*?)"?,\d+$/.exec(line)
    if (!found) return []
    const [, id = '', name = ''] = found
    const dated = /^(.*?)\s*\((\d{4})\)\s*$/.exec(name.replaceAll('""', '"'))
    const { genre = [], director = [], star = [], plot = '' } = facts[id] ?? {}
    return [
      {
        id: id as ItemId,
        title: (dated?.[1] ?? name).trim(),
        otherTitles: [],
        ...(dated && { year: Number(dated[2]) }),
        text: plot,
        tags: { genre, director, cast: star },
        numbers: {},
      },
    ]
  })
  const catalogue = new Catalogue(
    domain,
    items.filter(({ title }) => title !== ''),
  )
  const messages = lines(join(folder, 'valid_data.jsonl')).flatMap((line) => {
    const { messages } = JSON.parse(line) as { messages: readonly { text: string }[] }
    return messages.map(({ text }): Marked => {
      const parts = text.split(/@(\d+)/)
      return { pieces: parts.filter((_, i) => i % 2 === 0), films: parts.filter((_, i) => i % 2 === 1) }
    })
  })
  return { catalogue, messages }
}

const lines = (path: string): string[] => readFileSync(path, 'utf8').split('\n').filter(Boolean)
