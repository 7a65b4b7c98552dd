import { join } from 'node:path'
import { readDomain } from '../../src/catalogue/read.ts'
import { type Lexicon, readLexicon } from '../../src/dialogue/understand/lexicon.ts'
import { Linker } from '../../src/dialogue/understand/linking/linker.ts'
import type { Span } from '../../src/dialogue/understand/meaning.ts'
import { tokenize } from '../../src/dialogue/understand/text/tokenize.ts'
import { createUnderstanding } from '../../src/dialogue/understand/understand.ts'
import { Random } from '../../src/random.ts'
import { keep, markdown } from '../parts/document.ts'
import { foldsOf } from '../parts/folds.ts'
import { keepDetails } from '../parts/results.ts'
import { type MarkedUtterance, readMarkedSpans } from './marked-spans.ts'
import { byMatch, byUnderstanding } from './quality.ts'
import { readRedial } from './redial.ts'
import { TitleTagger, writtenOut } from './title-tagger.ts'

const FOLDS = 5
type Finds = (utterance: MarkedUtterance) => readonly Span[]

/** Exact spans of titles in spoken words: bench/results/linking-ccpe.json, docs/linking.md. @param redial names titles */
export async function ccpe(root: string, folder: string, redial: string): Promise<void> {
  const domain = await readDomain(join(root, 'data', 'films', 'domain.yml'))
  const intentsDir = join(root, 'intents')
  const lexicon = readLexicon(join(intentsDir, 'words.yml'), domain)
  const { catalogue, messages } = readRedial(redial, domain)
  const linker = new Linker(catalogue, lexicon)
  const chat = byUnderstanding(createUnderstanding({ catalogue, intentsDir }), catalogue)
  const knowledge = { linker, chat, lexicon }
  const utterances = readMarkedSpans(join(folder, 'utterances.jsonl'))
  const folds = foldsOf(
    utterances.map(({ conversation }) => conversation),
    FOLDS,
    new Random(1),
  )
  const foldOf = ({ conversation }: MarkedUtterance) => folds.get(conversation)!
  const learned = (more: Parameters<typeof writtenOut>[0]): Finds => {
    const samples = writtenOut(more, catalogue, knowledge)
    const taggers = Array.from({ length: FOLDS }, (_, k) => {
      const own = utterances.filter((utterance) => foldOf(utterance) !== k)
      return new TitleTagger(own, samples, knowledge, catalogue)
    })
    return (utterance) => taggers[foldOf(utterance)]!.find(utterance.text)
  }
  const ways: Readonly<Record<string, Finds>> = {
    'capital letters': ({ text }) => capitals(text, lexicon),
    'exact match': ({ text }) => byMatch(linker, false)(text),
    'the chat': ({ text }) => chat(text),
    encoder: learned([]),
    'encoder, ReDial learned as well': learned(messages),
  }
  const rows = [['by', 'precision', 'recall', 'F1']]
  const details: object[] = []
  const results = Object.entries(ways).map(([by, find]) => {
    let [right, given, there] = [0, 0, 0]
    const wrong: object[] = []
    for (const utterance of utterances) {
      const found = find(utterance)
      const hits = found.filter(({ start, end }) =>
        utterance.titles.some((title) => title.start === start && title.end === end),
      ).length
      right += hits
      given += found.length
      there += utterance.titles.length
      if (hits === found.length && hits === utterance.titles.length) continue
      const words = (spans: readonly Span[]) => spans.map(({ start, end }) => utterance.text.slice(start, end))
      wrong.push({ text: utterance.text, marked: words(utterance.titles), found: words(found) })
    }
    details.push({ by, wrong })
    const [precision, recall, f1] = [right / given, right / there, (2 * right) / (given + there)]
    rows.push([by, ...[precision, recall, f1].map((share) => share.toFixed(3))])
    return { by, precision, recall, f1 }
  })
  const titles = utterances.reduce((sum, each) => sum + each.titles.length, 0)
  keepDetails('linking-ccpe', { details })
  keep('linking', 'ccpe', markdown(rows), { utterances: utterances.length, titles, results })
}

const SMALL = /^(of|the|and|in|a|to|for|on|with|at|from|&|:|-|')$/i

/** Words with capital letters next to each other, small words between them; not "I", nor a common word that begins. */
function capitals(text: string, lexicon: Lexicon): Span[] {
  const tokens = tokenize(text)
  const spans: Span[] = []
  const great = (at: number) => tokens[at]?.capital === true && !/^I('|$)/.test(tokens[at].text)
  for (let i = 0; i < tokens.length; i++) {
    const { start, folded } = tokens[i]!
    const first = i === 0 || /^[.?!]$/.test(tokens[i - 1]!.text)
    if (!great(i) || (first && lexicon.common.has(folded))) continue
    let end = i
    for (let at = i + 1; at < tokens.length; at++)
      if (great(at) || /^\d+$/.test(tokens[at]!.text)) end = at
      else if (!SMALL.test(tokens[at]!.text)) break
    spans.push({ start, end: tokens[end]!.end })
    i = end
  }
  return spans
}
