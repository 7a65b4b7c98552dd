import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Catalogue } from './catalogue/catalogue.ts'
import { readCatalogue, readDomain } from './catalogue/read.ts'
import type { ItemId } from './datasets/vocabulary.ts'
import type { PolicyName } from './dialogue/decide/policy.ts'
import type { Message, Reply } from './dialogue/message.ts'
import { createInlineMind } from './dialogue/mind/inline-mind.ts'
import { loadMind, type MindSource } from './dialogue/mind/load.ts'
import type { Mind } from './dialogue/mind/mind.ts'
import { createWorkerMind } from './dialogue/mind/worker-mind.ts'
import { Queue } from './dialogue/queue.ts'
import { remembering } from './dialogue/remembering.ts'
import { readReplies } from './dialogue/speak/replies.ts'
import { Speaker } from './dialogue/speak/speak.ts'
import { respondTogether } from './dialogue/together.ts'
import { record } from './dialogue/track/record.ts'
import { respond, type TurnParts } from './dialogue/turn.ts'
import type { Meaning } from './dialogue/understand/meaning.ts'
import { type Home, openHome } from './home.ts'
import { type Log, silentLog } from './log.ts'
import type { LoggedEvent, PastTurn, PersonKey, Store } from './store/contract.ts'
import { openStore } from './store/open.ts'

/** Folder of the package: data/, intents/, models/ and web/ lie in it, beside src/ and dist/. */
export const packageRoot: string = fileURLToPath(new URL('..', import.meta.url))

export interface BotOptions {
  /** Folder made by `tastebud import`; without it the embedded demo speaks. */
  readonly home?: string
  /** An SQLite file, `:memory:`, or an open store (which the bot then does not close). */
  readonly store?: string | Store
  readonly seed?: number
  /** Thinks in this thread: no worker, no deadlines. For tests and short-lived programs. */
  readonly inline?: boolean
  /** Milliseconds that understanding a message and scoring the catalogue may take before a plain fallback speaks. */
  readonly deadlines?: { readonly understandMs: number; readonly scoreMs: number }
  /** How questions are chosen (see `decide/policy.ts`). Default `rules`. */
  readonly policy?: PolicyName
  /** Nothing with an age rating above it is offered. */
  readonly maxAge?: number
  /** `field:value` pairs that are never offered. */
  readonly blocked?: readonly string[]
  /** With `maxAge`: items without an age rating may be offered too. */
  readonly unratedAllowed?: boolean
  readonly log?: Log
  /** A file that gets one JSON line a turn (what was understood and decided), for conversation tests. */
  readonly trace?: string
}

export interface Bot {
  readonly catalogue: Catalogue
  /** One turn. Turns of one person run in order. @throws TastebudError of the store; TOO_MANY_TURNS of one person at once */
  respond(message: Message): Promise<Reply>
  /** One turn of several people as one with all their tastes, of which nothing is kept. @throws TastebudError of the store */
  together(members: readonly PersonKey[], message: Message): Promise<Reply>
  turns(
    person: PersonKey,
    conversation: string,
    options?: { after?: number; limit?: number },
  ): Promise<readonly PastTurn[]>
  export(person: PersonKey): Promise<Readonly<Record<string, unknown>>>
  /** Removes everything about a person; rows gone, by table. */
  erase(person: PersonKey): Promise<Readonly<Record<string, number>>>
  /** The kinds of an item, for drawing a cover: its values of the domain's first tag field that names no people or works. */
  cover(item: ItemId): { readonly kinds: readonly string[] } | undefined
  count(person: PersonKey): Promise<Readonly<Record<string, number>>>
  /**
   * Adds events to a person's log outside of a conversation, e.g. imported ratings.
   * @throws TastebudError BAD_EVENT, for none of them is kept then; of the store
   */
  record(person: PersonKey, conversation: string, at: number, events: readonly LoggedEvent['data'][]): Promise<void>
  /** What was decided for a place (a server of a platform, say), as plain JSON; undefined for nothing. */
  setting(scope: string): Promise<unknown>
  saveSetting(scope: string, data: unknown): Promise<void>
  /** @throws TastebudError of the store when it cannot be read and written now */
  check(): Promise<void>
  /** True once understanding and recommenders are loaded. */
  ready(): boolean
  /** Resolves when `ready`; rejects with what could not be loaded. */
  readonly loaded: Promise<void>
  /** Finishes turns going on, then lets everything go. */
  close(): Promise<void>
}

/** The embedded demo: films, and models fitted to simulated viewers. */
export function demoHome(): Pick<Home, 'catalogue' | 'domain' | 'models'> & { readonly audience?: string } {
  const films = join(packageRoot, 'data', 'films')
  const decades = ['1920s-1940s', '1950s', '1960s', '1970s', '1980s', '1990s', '2000s', '2010s-2020s']
  return {
    catalogue: decades.map((decade) => join(films, `${decade}.jsonl`)),
    domain: join(films, 'domain.yml'),
    models: join(packageRoot, 'models', 'demo'),
    // Nobody watched these: whoever is told that a film is popular is told with whom.
    audience: 'simulated viewers',
  }
}

/**
 * Puts a bot together: the only place that knows every part.
 * @throws TastebudError for a home, catalogue, domain, reply file or store that cannot be used
 */
export async function createBot(options: BotOptions = {}): Promise<Bot> {
  const { store: given, seed = 1, log = silentLog } = options
  // The store opens while the catalogue is read: both take a while.
  const opening =
    typeof given === 'object' ? Promise.resolve(given) : openStore({ file: given ?? '.tastebud/store.sqlite' })
  opening.catch(() => {})
  let thinking: Thinking | undefined
  try {
    const home = options.home === undefined ? demoHome() : await openHome(options.home)
    const intents = join(packageRoot, 'intents')
    const limits = {
      ...(options.maxAge !== undefined && { maxRating: options.maxAge }),
      ...(options.blocked && { blocked: options.blocked.map(fieldAndValue) }),
      ...(options.unratedAllowed !== undefined && { unratedAllowed: options.unratedAllowed }),
    }
    const { models, domain } = home
    const source: MindSource = {
      catalogue: home.catalogue,
      domain,
      intents,
      ...(models !== undefined && { models }),
      limits,
    }
    const catalogue = await readCatalogue([...home.catalogue], await readDomain(domain))
    const audience = 'audience' in home ? home.audience : undefined
    const speaker = new Speaker(catalogue, readReplies(join(intents, 'replies.yml')), audience)
    thinking = options.inline ? await think(source) : thinkAside(source, catalogue, options, log)
    const parts = { catalogue, seed, speaker, thinking, store: await opening }
    return compose(parts, {
      ...(options.policy && { policy: options.policy }),
      closeStore: typeof given !== 'object',
      ...(options.trace !== undefined && { trace: options.trace }),
    })
  } catch (error) {
    await thinking?.mind.close()
    if (typeof given !== 'object') await opening.then((store) => store.close()).catch(() => {})
    throw error
  }
}

interface Thinking {
  readonly mind: Mind
  readonly loaded: Promise<void>
}

/** In this thread, loaded before it is returned. */
async function think(source: MindSource): Promise<Thinking> {
  return { mind: createInlineMind(await loadMind(source)), loaded: Promise.resolve() }
}

/** In a worker, still loading. */
function thinkAside(source: MindSource, catalogue: Catalogue, { deadlines }: BotOptions, log: Log): Thinking {
  const mind = createWorkerMind({
    source,
    catalogue,
    ...(deadlines && {
      deadlines: {
        understand: deadlines.understandMs,
        recommend: deadlines.scoreMs,
        question: deadlines.scoreMs,
        itemQuestion: deadlines.scoreMs,
      },
    }),
    onTrouble: ({ kind, request, error }) => log.warn({ trouble: kind, request, error }, 'a part of the mind failed'),
  })
  return { mind, loaded: mind.ready }
}

interface Parts {
  readonly catalogue: Catalogue
  readonly seed: number
  readonly speaker: Speaker
  readonly thinking: Thinking
  readonly store: Store
}

function compose(
  { catalogue, seed, speaker, thinking, store }: Parts,
  { trace, closeStore, policy }: { trace?: string; closeStore: boolean; policy?: PolicyName },
): Bot {
  const { mind } = thinking
  let ready = false
  const loaded = thinking.loaded.then(() => {
    ready = true
  })
  loaded.catch(() => {})
  const remembered = remembering(store)
  const parts: TurnParts = {
    catalogue,
    mind,
    seed,
    speaker,
    ...remembered,
    ...(policy && { policy }),
    ...(trace !== undefined && { observe: tracer(trace) }),
  }
  const queue = new Queue()
  const [kindField = ''] = Object.entries(catalogue.domain.tags).find(([, { kind }]) => kind === 'tag') ?? []
  const keyOf = ({ channel, person }: PersonKey) => `${channel}\n${person}`
  return {
    catalogue,
    respond: (message) => queue.run(keyOf(message), () => respond(parts, message)),
    together: async (members, message) => {
      const recall = (one: PersonKey) => queue.run(keyOf(one), () => remembered.recall(one, message.conversation))
      return respondTogether(parts, await Promise.all(members.map(recall)), message)
    },
    turns: (person, conversation, range) => store.turns(person, conversation, range),
    export: (person) => store.export(person),
    erase: (person) => queue.run(keyOf(person), () => remembered.erase(person)),
    cover: (item) => {
      const kinds = catalogue.find(item)?.tags[kindField]
      return kinds && { kinds }
    },
    count: (person) => store.count(person),
    record: (person, conversation, at, events) => record(store, person, { conversation, at, events }),
    setting: (scope) => store.setting(scope),
    saveSetting: (scope, data) => store.saveSetting(scope, data),
    check: () => store.check(),
    ready: () => ready,
    loaded,
    close: async () => {
      await queue.idle()
      await mind.close()
      if (closeStore) await store.close()
    },
  }
}

const fieldAndValue = (pair: string) => {
  const colon = pair.indexOf(':')
  return { field: pair.slice(0, colon), value: pair.slice(colon + 1) }
}

/** Writes one line a turn to a file: the test-only side channel of the conversation tests. */
function tracer(path: string): NonNullable<TurnParts['observe']> {
  return (message: Message, meaning: Meaning, reply: Reply) => {
    const { channel, conversation, person, at, text } = message
    appendFileSync(
      path,
      `${JSON.stringify({ channel, conversation, person, at, text, trace: reply.trace, meaning })}\n`,
    )
  }
}
