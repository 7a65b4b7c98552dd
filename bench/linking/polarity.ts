import { join } from 'node:path'
import type { Catalogue } from '../../src/catalogue/catalogue.ts'
import { readDomain } from '../../src/catalogue/read.ts'
import { readLexicon } from '../../src/dialogue/understand/lexicon.ts'
import { createUnderstanding, type Understanding } from '../../src/dialogue/understand/understand.ts'
import { Random } from '../../src/random.ts'
import { classScores, confusion, macroInterval } from '../parts/classes.ts'
import { keep, markdown } from '../parts/document.ts'
import { foldsOf } from '../parts/folds.ts'
import { type Attitude, sentiment } from './around.ts'
import { type Dialogue, LIKED, type Mention, mentionsOf, readDialogues } from './dialogues.ts'
import { besideRules, decide, type Polarities, scoresOf } from './polarity-decision.ts'
import { learnPairs } from './polarity-encoder.ts'
import { readRedial } from './redial.ts'

const FOLDS = 5

/** Whether the seeker of films liked what they name, from their words: bench/results/linking-polarity.json, docs/linking.md. */
export async function polarity(root: string, folder: string): Promise<void> {
  const domain = await readDomain(join(root, 'data', 'films', 'domain.yml'))
  const intentsDir = join(root, 'intents')
  const lexicon = readLexicon(join(intentsDir, 'words.yml'), domain)
  const { catalogue } = readRedial(folder, domain)
  const dialogues = readDialogues(join(folder, 'valid_data.jsonl'))
  const mentions = mentionsOf(dialogues, 'seeker')
  const folds = foldsOf(dialogues.keys(), FOLDS, new Random(1))
  const read = (encoder?: string) => {
    const understanding = createUnderstanding({ catalogue, intentsDir, ...(encoder && { encoder }) })
    return mentions.map((mention) => attitudeOf(understanding, catalogue, dialogues[mention.dialogue]!, mention))
  }
  const rules = read()
  const shipped = read(join(root, 'models', 'demo', 'encoder.bin'))
  const moods = mentions.map(({ dialogue, turn }) => {
    const sum = sentiment(dialogues[dialogue]!.turns[turn]!.pieces, lexicon)
    return sum < 0 ? 'disliked' : sum > 0 ? 'liked' : 'open'
  })
  const foldAt = mentions.map(({ dialogue }) => folds.get(dialogue)!)
  const mapped = (names: readonly string[]) => byName(names, mentions, foldAt)
  const always = mentions.map(() => 1)
  const forms = mentions.map(({ other }) => other ?? 2)
  const data = { dialogues, mentions, rules, folds, lexicon, domain, intentsDir }
  const logs = learnPairs(data, FOLDS, (what) => console.log(what))
  const scores = scoresOf(logs, foldAt)
  const together = besideRules(scores, [rules, shipped], mentions, foldAt)
  const ways: Readonly<Record<string, Polarities>> = {
    'always liked': { two: always, three: always },
    'a lexicon (AFINN)': mapped(moods),
    "the chat's rules": mapped(rules.map(nameOf)),
    'the chat as it ships': mapped(shipped.map(nameOf)),
    encoder: decide(scores, mentions, foldAt),
    'encoder and the chat': decide(together, mentions, foldAt),
    "the recommender's form": { two: forms.map((liked) => (liked === 2 ? 1 : liked)), three: forms },
  }
  const rows = [
    ['by', 'classes', 'macro-F1', '95 %', ...LIKED.map((name) => `F1 ${name}`), 'disliked: recall', 'precision'],
  ]
  const results: object[] = []
  for (const size of [2, 3] as const)
    for (const [by, found] of Object.entries(ways)) {
      const answers = size === 2 ? found.two : found.three
      const cases = mentions.flatMap(({ dialogue, liked }, i) =>
        liked < size ? [{ group: dialogue, wanted: liked, found: answers[i]! }] : [],
      )
      const { macroF1, classes } = classScores(confusion(cases, size), size)
      const [low, high] = macroInterval(cases, size, new Random(1))
      const f1 = LIKED.map((_, c) => classes[c]?.f1.toFixed(2) ?? '-')
      const [{ recall, precision }] = classes as [(typeof classes)[number]]
      const row = [macroF1.toFixed(3), `${low.toFixed(3)} to ${high.toFixed(3)}`, ...f1]
      rows.push([by, String(size), ...row, recall.toFixed(2), precision.toFixed(2)])
      results.push({ by, size, macroF1, low, high, classes })
    }
  const counts = LIKED.map((_, c) => mentions.filter(({ liked }) => liked === c).length)
  keep('linking', 'polarity', markdown(rows), {
    dialogues: dialogues.length,
    mentions: mentions.length,
    counts,
    results,
  })
}

/** What the chat makes of a mention in its message, titles written out; undefined where it finds no title there. */
function attitudeOf(
  understanding: Understanding,
  catalogue: Catalogue,
  { turns }: Dialogue,
  { turn, place, film }: Mention,
): Attitude | undefined {
  const { pieces, films } = turns[turn]!
  const titles = films.map((id) => catalogue.find(id)?.title ?? 'that')
  const written = pieces.map((piece, p) => piece + (titles[p] ?? ''))
  const end = written.slice(0, place + 1).join('').length
  const start = end - titles[place]!.length
  if (!catalogue.find(film)) return undefined
  const { clauses } = understanding.understand(written.join(''), { shown: [] })
  const found = clauses
    .flatMap(({ items, unknownTitles }): readonly (Attitude & { start: number; end: number })[] => [
      ...items,
      ...unknownTitles,
    ])
    .find((each) => each.start < end && each.end > start)
  return found && { stance: found.stance, ...(found.seen !== undefined && { seen: found.seen }) }
}

function nameOf(attitude: Attitude | undefined): string {
  if (attitude?.stance === 'dislike' || attitude?.stance === 'avoid') return 'disliked'
  if (attitude?.stance === 'like') return 'liked'
  return attitude?.seen === false ? 'open, not seen' : 'open'
}

/** What leaves it open gets the class that has the best macro-F1 on the other folds. */
function byName(names: readonly string[], mentions: readonly Mention[], foldAt: readonly number[]): Polarities {
  const open = [...new Set(names)].filter((name) => name.startsWith('open')).sort()
  const answers = (size: 2 | 3): number[] => {
    const found: number[] = []
    for (let k = 0; k < FOLDS; k++) {
      let best = { score: -1, classes: new Map<string, number>() }
      for (let code = 0; code < size ** open.length; code++) {
        const classes = new Map(open.map((name, i) => [name, Math.floor(code / size ** i) % size]))
        const answer = (name: string) => classes.get(name) ?? (name === 'disliked' ? 0 : 1)
        const held = mentions.flatMap(({ liked }, i) =>
          foldAt[i] === k || liked >= size ? [] : [{ wanted: liked, found: answer(names[i]!) }],
        )
        const score = classScores(confusion(held, size), size).macroF1
        if (score > best.score) best = { score, classes }
      }
      names.forEach((name, i) => {
        if (foldAt[i] === k) found[i] = best.classes.get(name) ?? (name === 'disliked' ? 0 : 1)
      })
    }
    return found
  }
  return { two: answers(2), three: answers(3) }
}
