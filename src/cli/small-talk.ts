import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { Command } from 'commander'
import { packageRoot } from '../bot.ts'
import { readDialogues } from '../datasets/dialogues.ts'
import { SEARCH } from '../encoder/seq2seq.ts'
import { align } from '../evaluation/table.ts'
import { Random } from '../random.ts'
import { ANSWER, answer } from '../small-talk/answer.ts'
import { type Exchange, exchangesOf } from '../small-talk/lessons.ts'
import { baselines, type Fit, fitTo, variety } from '../small-talk/measures.ts'
import { readSmallTalk, SMALL_TALK, type SmallTalk, saveSmallTalk, trainSmallTalk } from '../small-talk/model.ts'
import { readStored } from '../small-talk/stored.ts'
import { sentence } from '../small-talk/text.ts'
import { wholeNumber } from './options.ts'
import { Progress } from './progress.ts'

interface TrainFlags {
  readonly data: string
  readonly out: string
  readonly epochs: number
  readonly seed: number
}

interface EvaluateFlags {
  readonly model: string
  readonly train: string
  readonly data: string
  readonly replies: number
  readonly cases: number
  readonly json: boolean
}

export function command(): Command {
  return new Command('small-talk').addCommand(trainCommand()).addCommand(evaluateCommand())
}

function trainCommand(): Command {
  return new Command('train')
    .description('train the conversational model on dialogues of your own (docs/small-talk.md); none is shipped')
    .requiredOption('--data <file>', 'dialogues, one a line, turns parted by __eou__, such as DailyDialog')
    .requiredOption('--out <file>', 'where the model is written')
    .option('--epochs <n>', 'passes over the dialogues', wholeNumber(1), SMALL_TALK.encoder.epochs)
    .option('--seed <n>', 'seed of all that is drawn', wholeNumber(0), 1)
    .action(({ data, out, epochs, seed }: TrainFlags) => {
      const progress = new Progress(process.stderr, () => performance.now())
      const { exchanges, tooLong } = exchangesOf(readDialogues(data))
      const config = { ...SMALL_TALK, encoder: { ...SMALL_TALK.encoder, epochs } }
      const trained = trainSmallTalk(exchanges, config, new Random(seed), (epoch, loss) =>
        progress.show(`epoch ${epoch} of ${epochs}, ${loss.toFixed(2)} a reply`),
      )
      progress.clear()
      saveSmallTalk(out, trained)
      const size = (trained.bytes.length / 1e6).toFixed(1)
      process.stdout.write(
        `${out}: ${size} MB, ${exchanges.length} replies, ${trained.vocabulary.size} words; ${tooLong} longer replies left out\n`,
      )
    })
}

function evaluateCommand(): Command {
  return new Command('evaluate')
    .description('measure a conversational model on dialogues that it has not seen, and print replies to read')
    .requiredOption('--model <file>', 'made by "tastebud small-talk train"')
    .requiredOption(
      '--train <file>',
      'the dialogues that it was trained on, for the baselines and to leave out what both have',
    )
    .requiredOption('--data <file>', 'other dialogues')
    .option('--cases <n>', 'replies that are written to measure their variety', wholeNumber(1), 200)
    .option('--replies <n>', 'replies that are printed', wholeNumber(0), 50)
    .option('--json', 'print the figures as JSON', false)
    .action((flags: EvaluateFlags) => {
      const report = evaluate(flags)
      process.stdout.write(flags.json ? `${JSON.stringify(report, null, 2)}\n` : told(report))
    })
}

type Report = ReturnType<typeof evaluate>

function evaluate(flags: EvaluateFlags) {
  const talk = readSmallTalk(flags.model)
  const training = readDialogues(flags.train)
  const known = new Set(training.map((turns) => turns.join('\n')))
  const others = readDialogues(flags.data)
  const unseen = others.filter((turns) => !known.has(turns.join('\n')))
  const { exchanges, tooLong } = exchangesOf(unseen)
  const learned = exchangesOf(training).exchanges
  const fits = {
    ...baselines(learned, talk.vocabulary, exchanges),
    model: fitTo(talk.model, talk.vocabulary, exchanges),
    'model, on its training half': fitTo(talk.model, talk.vocabulary, learned.slice(0, 1_000)),
  }
  const step = Math.max(1, Math.floor(exchanges.length / flags.cases))
  const cases = exchanges.filter((_, i) => i % step === 0).slice(0, flags.cases)
  const ways = waysOf(talk)
  const replies = Object.fromEntries(Object.entries(ways).map(([name, reply]) => [name, cases.map(reply)]))
  const own = readStored(join(packageRoot, 'intents', 'small-talk.yml'))
  return {
    dialogues: unseen.length,
    inBoth: others.length - unseen.length,
    replies: exchanges.length,
    tooLong,
    fits,
    variety: Object.fromEntries(Object.entries(replies).map(([name, given]) => [name, variety(given)])),
    read: cases.slice(0, flags.replies).map((one) => chosen(talk, own, one)),
  }
}

/** Ways to reply, and what people said. */
function waysOf({ model, vocabulary }: SmallTalk): Record<string, (exchange: Exchange) => readonly string[]> {
  const sayable = (symbol: number) => vocabulary.sayable(symbol)
  const best = (search: typeof SEARCH) => (exchange: Exchange) =>
    vocabulary.wordsOf(model.outputs(exchange.asked, sayable, search)[0]?.symbols ?? [])
  const random = new Random(1)
  return {
    people: ({ reply }) => reply,
    'beam search': best({ ...SEARCH, antiLm: 0 }),
    'against the language model': best(SEARCH),
    drawn: ({ asked }) =>
      vocabulary.wordsOf(
        model.drawn(asked, sayable, { temperature: 0.8, mass: 0.9, shortest: 3, random })[0]?.symbols ?? [],
      ),
  }
}

function chosen(talk: SmallTalk, { replies, never }: ReturnType<typeof readStored>, { asked, reply }: Exchange) {
  const said = sentence(asked.filter((word) => word !== '{turn}'))
  const found = answer(talk, [asked.join(' ')], { ...ANSWER, stored: replies, never })
  return { asked: said, answer: found?.text, from: found?.from, score: found?.score, people: sentence(reply) }
}

function told(report: Report): string {
  const fitRow = (name: string, { perplexity, bitsPerCharacter, unknown }: Fit) => [
    name,
    perplexity.toFixed(1),
    bitsPerCharacter.toFixed(3),
    `${(100 * unknown).toFixed(1)} %`,
  ]
  const fits = align([
    ['', 'perplexity', 'bits a character', 'unknown words'],
    ...Object.entries(report.fits).map(([name, found]) => fitRow(name, found)),
  ])
  const varieties = align([
    ['replies', 'distinct-1', 'distinct-2', 'Ent-4', 'generic', 'words'],
    ...Object.entries(report.variety).map(([name, v]) => [
      name,
      ...[v.distinct1, v.distinct2].map((share) => share.toFixed(3)),
      v.entropy4.toFixed(2),
      `${(100 * v.generic).toFixed(1)} %`,
      v.words.toFixed(1),
    ]),
  ])
  const read = report.read.map(
    ({ asked, answer: text, from, score }) =>
      `> ${asked}\n  ${text === undefined ? '(nothing fits)' : `${text} (${from}, ${score?.toFixed(2)})`}`,
  )
  const { dialogues, inBoth, replies, tooLong } = report
  const head = `${replies} replies of ${dialogues} dialogues; ${inBoth} dialogues that training had too and ${tooLong} longer replies are left out`
  return `${[head, fits, varieties, ...read].join('\n\n')}\n`
}
