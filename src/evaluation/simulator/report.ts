import type { Random } from '../../random.ts'
import { mean, quantile } from '../statistics.ts'
import type { SimulatedTalk, SimulatedTurn } from './simulate.ts'

/** What came of all talks. */
export interface SimulationReport {
  readonly talks: number
  /** Share of talks in which something that the person would like was shown within k turns, with a 95 % interval. */
  readonly success: Readonly<Record<number, readonly [mean: number, low: number, high: number]>>
  /** Turns to the first such list, over the talks that have one. */
  readonly turnsToHit: number
  /** Mean NDCG@10 of the last list after so many things told, over the talks that got one. */
  readonly ndcg: Readonly<Record<number, number>>
  /** A talk. */
  readonly questions: number
  /** The most questions in a row without a list between them. */
  readonly questionsInARow: number
  readonly repeated: number
  readonly contradicted: number
  readonly violations: number
  readonly broken: number
  /** Share of sayings whose reply says that it did not understand. */
  readonly lost: number
  /** The same by what was said, where it happened. */
  readonly lostBy: Readonly<Record<string, number>>
}

export function simulationReport(talks: readonly SimulatedTalk[], random: Random): SimulationReport {
  const all = talks.flatMap(({ turns }) => turns)
  const firstHits = talks.map(({ turns }) => turns.findIndex(({ hit }) => hit) + 1)
  const longest = Math.max(1, ...talks.map(({ turns }) => turns.length))
  const at = [1, 2, 3, 5, 8, 10, 15].filter((k) => k <= longest)
  const most = Math.min(10, Math.max(0, ...all.map(({ told }) => told)))
  return {
    talks: talks.length,
    success: Object.fromEntries(
      at.map((k) => [
        k,
        interval(
          firstHits.map((turn) => (turn > 0 && turn <= k ? 1 : 0)),
          random,
        ),
      ]),
    ),
    turnsToHit: mean(firstHits.filter((turn) => turn > 0)),
    ndcg: Object.fromEntries(
      Array.from({ length: most }, (_, t) => t + 1).flatMap((told): [number, number][] => {
        const values = talks.flatMap(({ turns }) => lastList(turns, told) ?? [])
        return values.length > 0 ? [[told, mean(values)]] : []
      }),
    ),
    questions: mean(talks.map(({ turns }) => turns.filter(({ asks }) => asks).length)),
    questionsInARow: Math.max(0, ...talks.map(({ turns }) => longestRun(turns))),
    repeated: sum(all.map(({ repeated }) => repeated)),
    contradicted: sum(all.map(({ contradicted }) => contradicted)),
    violations: sum(all.map(({ violations }) => violations)),
    broken: sum(all.map(({ broken }) => broken)),
    lost: mean(all.map(({ lost }) => (lost ? 1 : 0))),
    lostBy: lostBy(all),
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

const lastList = (turns: readonly SimulatedTurn[], told: number): number | undefined =>
  turns.findLast((turn) => turn.told === told && turn.ndcg !== undefined)?.ndcg

function longestRun(turns: readonly SimulatedTurn[]): number {
  let run = 0
  let longest = 0
  for (const { asks, reply } of turns) {
    run = asks && reply.cards.length === 0 ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest
}

function lostBy(turns: readonly SimulatedTurn[]): Record<string, number> {
  const counts = new Map<string, [lost: number, all: number]>()
  for (const { phrase, lost } of turns) {
    const [before, all] = counts.get(phrase) ?? [0, 0]
    counts.set(phrase, [before + (lost ? 1 : 0), all + 1])
  }
  return Object.fromEntries(
    [...counts]
      .map(([phrase, [lost, all]]): [string, number] => [phrase, lost / all])
      .filter(([, share]) => share > 0)
      .sort((a, b) => b[1] - a[1]),
  )
}

function interval(values: readonly number[], random: Random): [number, number, number] {
  if (values.length === 0) return [Number.NaN, Number.NaN, Number.NaN]
  const draws = Array.from({ length: 500 }, () => {
    let total = 0
    for (let i = 0; i < values.length; i++) total += values[random.int(values.length)]!
    return total / values.length
  }).sort((a, b) => a - b)
  return [mean(values), quantile(draws, 0.025), quantile(draws, 0.975)]
}

/** A talk as text, for reading. */
export function transcript({ person, turns }: SimulatedTalk): string {
  const lines = turns.flatMap(({ said, reply, hit, lost, violations, repeated, contradicted }) => [
    `> ${said}`,
    reply.text,
    ...reply.cards.map(({ title, year }) => `  - ${title}${year === undefined ? '' : ` (${year})`}`),
    ...(reply.after === undefined ? [] : [reply.after]),
    [
      hit && '[hit]',
      lost && '[lost]',
      violations > 0 && '[VIOLATION]',
      repeated > 0 && '[REPEATED]',
      contradicted > 0 && '[CONTRADICTED]',
    ]
      .filter(Boolean)
      .join(' '),
  ])
  return [`== ${person}`, ...lines.filter((line) => line !== ''), ''].join('\n')
}
