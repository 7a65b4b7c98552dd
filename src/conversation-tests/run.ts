import { basename } from 'node:path'
import type { Trace } from '../dialogue/message.ts'
import { describe } from '../dialogue/track/event.ts'
import { toLog } from '../dialogue/track/read-event.ts'
import { check, findLabel, type Mismatch } from './check.ts'
import type { Heard, Speaker } from './drivers/contract.ts'
import { captured, fill } from './fill.ts'
import { Invariants } from './invariants.ts'
import type { ConvoFile } from './read-convo.ts'
import type { SpokenStep, Step } from './schema.ts'
import type { Stage } from './stage.ts'

export interface StepResult {
  /** Line in the file. */
  readonly line: number
  readonly said: string
  readonly heard?: string
  readonly trace?: Trace
  readonly mismatches: readonly Mismatch[]
  readonly milliseconds: number
}

export interface ConvoResult {
  readonly path: string
  readonly title: string
  readonly driver: string
  /** Which row of `examples`, from 0. */
  readonly example?: number
  readonly steps: readonly StepResult[]
  readonly passed: boolean
  readonly milliseconds: number
}

/** Plays one conversation; the caller's clock measures. Never throws for what the bot does: that is a mismatch. */
export async function runConvo(file: ConvoFile, stage: Stage, now: () => number): Promise<ConvoResult[]> {
  const rows = file.examples ?? [undefined]
  const results: ConvoResult[] = []
  for (const [i, row] of rows.entries()) {
    const began = now()
    const play = new Play(file, stage, now, { ...file.vars, ...row }, row ? `-${i}` : '')
    const steps = await play.all()
    const passed = steps.every(({ mismatches }) => mismatches.length === 0)
    results.push({
      path: file.path,
      title: fill(file.convo, { ...file.vars, ...row }),
      driver: stage.driver.name,
      ...(row && { example: i }),
      steps,
      passed,
      milliseconds: now() - began,
    })
  }
  return results
}

interface Person {
  readonly speaker: Speaker
  readonly always: Invariants
  last?: Heard
}

/** One playing of one file. */
class Play {
  readonly #people = new Map<string, Person>()

  constructor(
    readonly file: ConvoFile,
    readonly stage: Stage,
    readonly now: () => number,
    readonly vars: Record<string, string>,
    readonly suffix: string,
  ) {}

  async all(): Promise<StepResult[]> {
    const results: StepResult[] = []
    try {
      await this.stage.ready(this.file)
      for (const [i, step] of this.file.steps.entries()) {
        const began = this.now()
        const done = await this.#step(fill(step, this.vars)).catch((error: unknown) => failed(step, error))
        results.push({ ...done, line: this.file.lines[i] ?? 0, milliseconds: this.now() - began })
        if (done.broken) {
          await this.stage.clear()
          break
        }
      }
      for (const { speaker } of this.#people.values()) await speaker.leave()
    } catch (error) {
      await this.stage.clear()
      results.push({ ...failed(undefined, error), line: this.file.lines[0] ?? 0, milliseconds: 0 })
    }
    return results
  }

  async #step(step: Step): Promise<Done> {
    if ('restart' in step) {
      await this.stage.restart(this.file)
      for (const { speaker } of this.#people.values()) await speaker.reconnect()
      return { said: '(the process is killed and started again)', mismatches: [] }
    }
    const person = await this.#person(step.as ?? 'user')
    await this.stage.traces.news(0)
    const said = 'click' in step ? `[${step.click}]` : spoken(step.user)
    const seconds = this.file.seconds + (this.stage.cold ? LOADING : 0)
    const heard = await within(seconds, this.#send(step, person, said))
    this.stage.cold = false
    person.last = heard
    const turns = await this.stage.traces.news()
    const turn = turns[0]
    if (!turn) {
      const got = `none; the reply was: ${heard.text}`
      return { said, heard: heard.text, mismatches: [{ what: 'always: trace', expected: 'a traced turn', got }] }
    }
    return {
      said,
      heard: heard.text,
      trace: turn.trace,
      mismatches: await this.#judge(step, person, heard, turn.trace, turns.length, said),
    }
  }

  #send(step: SpokenStep, person: Person, said: string): Promise<Heard> {
    if (!('click' in step)) return person.speaker.say(said)
    const offered = person.last?.buttons ?? []
    const label = findLabel(
      offered.map((button) => button.label),
      step.click,
    )
    const button = offered.find((each) => each.label === label)
    if (!button)
      throw new Error(
        `no button "${step.click}" is on offer, only: ${offered.map((b) => b.label).join(' | ') || 'none'}`,
      )
    return person.speaker.press(button)
  }

  async #judge(
    step: SpokenStep,
    person: Person,
    heard: Heard,
    trace: Trace,
    turns: number,
    said: string,
  ): Promise<Mismatch[]> {
    const offeredBefore = new Set(person.always.offered)
    const found = person.always.check(heard.text, trace, said)
    if (turns > 1) found.push({ what: 'always: turns', expected: 'one turn for one message', got: `${turns} turns` })
    const rows = step.expect?.stored && (await this.stage.rows(await person.speaker.key()))
    const seen = {
      text: heard.text,
      buttons: heard.buttons.map(({ label }) => label),
      trace,
      offeredBefore,
      ...(rows !== undefined && { rows }),
    }
    found.push(...check(step, seen, this.stage.catalogue))
    for (const [name, path] of Object.entries(step.expect?.capture ?? {}))
      this.vars[name] = String(captured(trace, path))
    return found
  }

  async #person(name: string): Promise<Person> {
    const known = this.#people.get(name)
    if (known) return known
    const wanted = `${basename(this.file.path, '.convo.yml')}${this.suffix}-${name}`
    const speaker = await this.stage.driver.open(this.stage.newName(wanted))
    const events = fill(this.file.fixtures[name]?.events ?? [], this.vars)
    if (events.length > 0) await this.stage.prepare(await speaker.key(), events)
    const before = toLog(events).map((event) => describe(event) ?? '')
    const person = { speaker, always: new Invariants(before) }
    this.#people.set(name, person)
    return person
  }
}

/** Seconds that a process may take to load before its first reply, on a machine that is busy. */
const LOADING = 30

type Done = Omit<StepResult, 'line' | 'milliseconds'> & { readonly broken?: true }

const spoken = (user: string | { repeat: string; times: number }): string =>
  typeof user === 'string' ? user : user.repeat.repeat(user.times)

function failed(step: Step | undefined, error: unknown): Done {
  const said = !step || 'restart' in step ? '' : 'click' in step ? `[${step.click}]` : spoken(step.user)
  const got = error instanceof Error ? error.message : String(error)
  return { said, mismatches: [{ what: 'always: answer', expected: 'a reply', got }], broken: true }
}

async function within<T>(seconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no reply within ${seconds} s`)), seconds * 1000)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
