import { join } from 'node:path'
import type { Catalogue } from '../../../catalogue/catalogue.ts'
import { placeholders, readLexicon } from '../lexicon.ts'
import { Linker } from '../linking/linker.ts'
import { NumberReader } from '../numbers/numbers.ts'
import { readIntents } from './intents.ts'
import { everydayWords, exactKey, samplesOf } from './trainer.ts'

/** An example of an intent as the classifiers see it. */
export interface Example {
  /** Folded words, slots as `{title}`. */
  readonly words: readonly string[]
  readonly intent: string
  /** As written in its file. */
  readonly text: string
  /** `path:line` */
  readonly where: string
}

/**
 * All examples of a folder of intents, masked over a catalogue.
 * @throws TastebudError NO_FILE, BAD_INTENTS with `path:line`
 */
export function readExamples(intentsDir: string, catalogue: Catalogue): Example[] {
  const lexicon = readLexicon(join(intentsDir, 'words.yml'), catalogue.domain)
  const intents = readIntents(intentsDir)
  for (const word of everydayWords(intents.examples)) lexicon.common.add(word)
  const linker = new Linker(catalogue, lexicon)
  const { samples } = samplesOf(intents, linker, new NumberReader(catalogue, lexicon), placeholders(catalogue.domain))
  return samples.map(({ words, label }, i) => ({
    words,
    intent: intents.names[label] as string,
    text: intents.examples[i]?.text as string,
    where: intents.examples[i]?.where as string,
  }))
}

/** Examples that read the same once names are masked. */
export interface Overlap {
  readonly words: string
  /** They stand under different intents: whichever is found, one of them is wrong. */
  readonly contradictory: boolean
  readonly examples: readonly Example[]
}

/** Groups of examples that no classifier can tell apart, the contradictory ones first. */
export function overlaps(examples: readonly Example[]): Overlap[] {
  const groups = new Map<string, Example[]>()
  for (const example of examples) {
    const key = exactKey(example.words)
    groups.set(key, [...(groups.get(key) ?? []), example])
  }
  return [...groups]
    .filter(([, group]) => group.length > 1)
    .map(([words, group]) => ({
      words,
      contradictory: new Set(group.map(({ intent }) => intent)).size > 1,
      examples: group,
    }))
    .sort((a, b) => Number(b.contradictory) - Number(a.contradictory))
}
