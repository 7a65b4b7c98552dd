import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { Command, Option } from 'commander'
import { type Bot, createBot, packageRoot } from '../bot.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Interactions } from '../datasets/interactions.ts'
import { scaleOf } from '../datasets/likes.ts'
import { restrict, select } from '../datasets/select.ts'
import { splitPeople } from '../datasets/splits.ts'
import { type PolicyName, policyNames } from '../dialogue/decide/policy.ts'
import { readReplies } from '../dialogue/speak/replies.ts'
import { TastebudError } from '../errors.ts'
import { mannersDefaults, simulatedPeople } from '../evaluation/simulator/person.ts'
import { type SimulationReport, simulationReport, transcript } from '../evaluation/simulator/report.ts'
import { type SimulatedTalk, simulateTalk } from '../evaluation/simulator/simulate.ts'
import { type Work, World } from '../evaluation/simulator/world.ts'
import { type Home, homeFile, homeYaml, openHome, readHome } from '../home.ts'
import { Random } from '../random.ts'
import { writeInteractions } from './home-draft.ts'
import { setting, wholeNumber } from './options.ts'
import { trainHome } from './train.ts'

export interface SimulateFlags {
  readonly home: string
  readonly people: number
  readonly turns: number
  readonly seed: number
  readonly models?: string
  readonly policy?: PolicyName
  readonly set: Record<string, unknown>
  readonly out?: string
  readonly json: boolean
}

export function command(): Command {
  return new Command('simulate')
    .description(
      'let simulated people with real histories talk to the bot; a fifth of the people of a home are held out, the models are fitted on the others (docs/dialogue-bench.md)',
    )
    .requiredOption('--home <dir>', 'home with interactions, made by "tastebud import"; it is left as it is')
    .option('--people <n>', 'how many people talk', wholeNumber(1), 100)
    .option('--turns <n>', 'turns of each talk', wholeNumber(1), 10)
    .option('--seed <n>', 'seed of everything', wholeNumber(0), 1)
    .addOption(new Option('--policy <name>', 'how the bot chooses its questions').choices(policyNames))
    .option('--models <names>', 'only these models of the home, with commas')
    .option(
      '--set <rate=value>',
      `how people behave: ${Object.entries(mannersDefaults)
        .map(([name, rate]) => `${name}=${rate}`)
        .join(', ')}`,
      setting,
      {},
    )
    .option('--out <file>', 'write the talks to a file, for reading')
    .option('--json', 'print the figures as JSON', false)
    .action(async (flags: SimulateFlags) => {
      const { report, talks, seconds } = await simulateHome(flags)
      if (flags.out !== undefined) await writeFile(flags.out, talks.map(transcript).join('\n'))
      process.stdout.write(`${flags.json ? JSON.stringify({ seconds, ...report }) : told(report, seconds)}\n`)
    })
}

/**
 * Fits a copy of the home without a fifth of its people and lets these talk to it.
 * @throws TastebudError of the home and its files; NOBODY_TO_SIMULATE, BAD_OPTION
 */
export async function simulateHome({ home: dir, people: count, turns, seed, models, policy, set }: SimulateFlags) {
  const home = await openHome(dir)
  const { catalogue, interactions } = await readHome(home)
  const random = new Random(seed)
  const parts =
    interactions && splitPeople(restrict(interactions, catalogue.vocabulary).interactions, random.fork('held'), 0.2, 6)
  const works = catalogue.items.map(
    (item): Work => ({
      title: item.title,
      kinds: item.tags[kindField(catalogue)] ?? [],
      ...(item.year !== undefined && { year: item.year }),
    }),
  )
  const like = home.config.like ?? (interactions ? scaleOf(interactions).like : 0)
  const people = parts
    ? simulatedPeople(parts.held, works, like, random.fork('people'), mannersOf(set)).slice(0, count)
    : []
  if (!parts || people.length === 0) {
    throw new TastebudError(
      'NOBODY_TO_SIMULATE',
      `${dir} has nobody with three likes in either half of their ratings`,
      'Import a data set with the ratings of people.',
    )
  }
  const folder = await mkdtemp(join(tmpdir(), 'tastebud-simulate-'))
  let bot: Bot | undefined
  try {
    await writeOthers(folder, home, parts.train, interactions as Interactions, models?.split(','))
    await trainHome(folder, { seed, now: () => performance.now(), loss: false, blend: false })
    bot = await createBot({ home: folder, store: ':memory:', inline: true, seed, ...(policy && { policy }) })
    const talking = bot
    const replies = readReplies(join(packageRoot, 'intents', 'replies.yml'))
    const lost = saysOne(replies, LOST)
    const leavesOut = saysOne(replies, LEAVES_OUT)
    const promises = (text: string, kind: string) => leavesOut(text) && text.toLowerCase().includes(kind.toLowerCase())
    const world = new World(works)
    const talks: SimulatedTalk[] = []
    const start = performance.now()
    for (const person of people) {
      let at = 0
      const respond = (name: string, text: string) =>
        talking.respond({ channel: 'simulator', conversation: name, person: name, text, at: at++ })
      talks.push(
        await simulateTalk(person, world, respond, random.fork(`talk ${person.name}`), { turns, lost, promises }),
      )
    }
    const seconds = (performance.now() - start) / 1000
    return { talks, seconds, report: simulationReport(talks, random.fork('bootstrap')) }
  } finally {
    await bot?.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The first field whose values are kinds, no people and no works. */
const kindField = ({ domain }: Catalogue) =>
  Object.entries(domain.tags).find(([, { kind }]) => kind === 'tag')?.[0] ?? ''

/** @throws TastebudError BAD_OPTION */
function mannersOf(set: Record<string, unknown>): typeof mannersDefaults {
  for (const [name, value] of Object.entries(set)) {
    const good = Object.hasOwn(mannersDefaults, name) && typeof value === 'number' && value >= 0 && value <= 1
    if (!good) {
      const names = Object.keys(mannersDefaults).join(', ')
      throw new TastebudError('BAD_OPTION', `"${name}=${String(value)}" is no rate`, `Rates from 0 to 1: ${names}.`)
    }
  }
  return { ...mannersDefaults, ...set }
}

/** The home as it would be without the people who are going to talk. */
async function writeOthers(
  folder: string,
  home: Home,
  train: Interactions,
  all: Interactions,
  models: readonly string[] | undefined,
): Promise<void> {
  for (const path of [home.domain, ...home.catalogue]) await copyFile(path, join(folder, basename(path)))
  const names = new Set(train.names)
  await writeInteractions(
    join(folder, 'interactions.tsv'),
    select(all, (_, s) => names.has(all.names[s]!)),
  )
  const fitted = Object.entries(home.config.models).filter(([name]) => !models || models.includes(name))
  const config = {
    ...home.config,
    domain: basename(home.domain),
    catalogue: home.catalogue.map((path) => basename(path)),
    interactions: 'interactions.tsv',
    models: Object.fromEntries(fitted),
  }
  await writeFile(join(resolve(folder), homeFile), homeYaml(config))
}

/** Sentences by which the bot says that it did not understand. */
const LOST = /^(?:fallback\.|unknown-title|which-item|no-words|no-direction|foreign|boundary|care|out-of-scope)/

/** ... and by which it promises to leave something out. */
const LEAVES_OUT = /^ack\.tag-(?:avoid|dislike)/

/** Whether a text holds one of the sentences of these keys. */
function saysOne(replies: ReadonlyMap<string, readonly string[]>, keys: RegExp): (text: string) => boolean {
  const patterns = [...replies].flatMap(([key, sentences]) =>
    keys.test(key) ? sentences.map((sentence) => new RegExp(asPattern(sentence), 's')) : [],
  )
  return (text) => patterns.some((pattern) => pattern.test(text))
}

/** What is filled in may be anything. */
const asPattern = (sentence: string): string =>
  sentence
    .split(/\{[^}]*\}/)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('.*?')

function told(report: SimulationReport, seconds: number): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  const success = Object.entries(report.success).map(
    ([k, [mean, low, high]]) => `  within ${k} turns: ${percent(mean)} [${percent(low)}, ${percent(high)}]`,
  )
  const quality = Object.entries(report.ndcg).map(([n, value]) => `${n}: ${value.toFixed(4)}`)
  const lost = Object.entries(report.lostBy).map(([phrase, share]) => `${phrase} ${percent(share)}`)
  return [
    `${report.talks} talks, ${((60 * report.talks) / seconds).toFixed(0)} a minute`,
    'shown something that they would like',
    ...success,
    `turns to it: ${report.turnsToHit.toFixed(2)}`,
    `NDCG@10 of the list after n things told: ${quality.join(', ')}`,
    `questions a talk: ${report.questions.toFixed(2)}, at most ${report.questionsInARow} in a row without a list`,
    `shown twice: ${report.repeated}; promised to be left out and shown: ${report.broken}`,
    `misunderstood: ${report.violations} shown of a kind that they had ruled out, ${report.contradicted} that they had said they know`,
    `not understood: ${percent(report.lost)}${lost.length > 0 ? ` (${lost.join(', ')})` : ''}`,
  ].join('\n')
}
