import type { Random } from '../../random.ts'
import { ndcg } from '../metrics.ts'
import { Agenda } from './agenda.ts'
import type { SimulatedPerson } from './person.ts'
import type { PhraseName } from './phrases.ts'
import { readReply, type SeenReply } from './reading.ts'
import type { Work, World } from './world.ts'

/** One turn as it was talked, and what it was worth. */
export interface SimulatedTurn {
  readonly said: string
  readonly phrase: PhraseName
  readonly reply: SeenReply
  /** How many things of their taste they had told by then. */
  readonly told: number
  /** NDCG@10 of the list that was shown, by what they would like and was not shown before; undefined without a list. */
  readonly ndcg?: number
  /** The list holds something that they would like. */
  readonly hit: boolean
  readonly asks: boolean
  /** Items that were shown before. */
  readonly repeated: number
  /** Items that they said they know: what was said was not understood. */
  readonly contradicted: number
  /** Items of a kind that they will not have, after they said so. */
  readonly violations: number
  /** Those among them that were shown although the bot had said that it would leave the kind out. */
  readonly broken: number
  /** The reply says that it did not understand. */
  readonly lost: boolean
}

export interface SimulatedTalk {
  readonly person: string
  readonly turns: readonly SimulatedTurn[]
}

export interface SimulateOptions {
  readonly turns: number
  /** Whether a reply says that it did not understand: a person can tell, a program is told how. */
  readonly lost: (text: string) => boolean
  /** Whether a reply promises to leave a kind out. */
  readonly promises: (text: string, kind: string) => boolean
}

/** Who talks, and what they say; gives what is shown to them. */
export type Respond = (person: string, text: string) => Promise<SeenReply>

/** One person talks for some turns. They read the reply and nothing else. */
export async function simulateTalk(
  person: SimulatedPerson,
  world: World,
  respond: Respond,
  random: Random,
  { turns, lost, promises }: SimulateOptions,
): Promise<SimulatedTalk> {
  const agenda = new Agenda(person, random)
  const shown = new Set<Work>()
  const spoken = new Set<Work>()
  const done: SimulatedTurn[] = []
  let told = 0
  let never: string | undefined
  let promised = false
  let saying = agenda.open()
  for (let turn = 0; turn < turns; turn++) {
    if (saying.tells) told++
    never = saying.never ?? never
    for (const work of world.named(` ${saying.text}`)) if (person.seen.has(work)) spoken.add(work)
    const reply = await respond(person.name, saying.text)
    const reading = readReply(reply, world)
    const { list } = reading
    const violations = never === undefined ? 0 : list.filter(({ kinds }) => kinds.includes(never as string)).length
    if (saying.never !== undefined) promised = promises(reply.text, saying.never)
    const open = [...person.wanted].filter((work) => !shown.has(work))
    const places = list.flatMap((work, i) => (open.includes(work) ? [i + 1] : []))
    const ranks = [...places, ...Array<number>(open.length - places.length).fill(Number.POSITIVE_INFINITY)]
    const quality = list.length > 0 ? ndcg(ranks, 10) : null
    done.push({
      said: saying.text,
      phrase: saying.phrase,
      reply,
      told,
      ...(quality !== null && { ndcg: quality }),
      hit: places.length > 0,
      asks: reading.question !== undefined,
      repeated: list.filter((work) => shown.has(work)).length,
      contradicted: list.filter((work) => spoken.has(work)).length,
      violations,
      broken: promised ? violations : 0,
      lost: lost(reply.text),
    })
    for (const work of list) shown.add(work)
    saying = agenda.answer(reading)
  }
  return { person: person.name, turns: done }
}
