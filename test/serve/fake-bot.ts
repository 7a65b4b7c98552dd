import type { Company } from '../../src/channels/contract.ts'
import type { Settings } from '../../src/channels/memory.ts'
import type { ItemId } from '../../src/datasets/vocabulary.ts'
import type { Card, Message, Reply } from '../../src/dialogue/message.ts'
import { Queue } from '../../src/dialogue/queue.ts'
import type { BotPort } from '../../src/serve/bot-port.ts'
import type { Store } from '../../src/store/contract.ts'

export interface FakeBot extends BotPort, Settings, Company {
  /** Who asked together, in order. */
  readonly companies: (readonly string[])[]
  /** What came in, in order. */
  readonly heard: Message[]
  /** Runs before each reply: a place to wait or to fail. */
  before: (message: Message) => Promise<void>
  isReady: boolean
}

const kinds: Readonly<Record<string, readonly string[]>> = {
  'night-ferry-1938': ['thriller', 'romance'],
  'the-glass-orchard-1976': ['science fiction', 'drama'],
  'seven-small-storms-2014': ['comedy', 'family'],
}

const card = (id: string, title: string, year: number, facts: string, text: string, reasons: string[]): Card => ({
  item: id as ItemId,
  title,
  year,
  facts,
  text,
  reasons,
  link: 'https://example.org/watch',
  buttons: [
    { label: 'Like', payload: `like:${id}` },
    { label: 'Seen it', payload: `seen:${id}` },
    { label: 'Save', payload: `save:${id}` },
    { label: 'Why?', payload: `why:${id}` },
    { label: 'More like this', payload: `near:${id}` },
  ],
})

export const threeCards: readonly Card[] = [
  card(
    'night-ferry-1938',
    'Night Ferry',
    1938,
    '1938 · thriller, romance · 94 min',
    'Two strangers share a cabin on the last boat north, and only one of them has a ticket.',
    ['You liked Harbour Lights, and without it this would rank lower.'],
  ),
  card(
    'the-glass-orchard-1976',
    'The Glass Orchard',
    1976,
    '1976 · science fiction, drama · 121 min',
    'A botanist on a far station grows trees that remember what is said beneath them.',
    ['Science fiction, as you asked.', 'Under two and a quarter hours.'],
  ),
  card(
    'seven-small-storms-2014',
    'Seven Small Storms',
    2014,
    '2014 · comedy, family · 88 min',
    'A weather forecaster must tell seven neighbours the truth in a single rainy day.',
    ['Funnier than The Glass Orchard.'],
  ),
]

/** A bot of a few fixed answers over a real store: what channels and page need, and nothing to guess about. */
export function fakeBot(store: Store): FakeBot {
  const queue = new Queue()
  const bot: FakeBot = {
    heard: [],
    companies: [],
    together: async (members, message) => {
      bot.companies.push(members.map(({ person }) => person))
      await bot.before(message)
      return answer(message)
    },
    before: async () => undefined,
    isReady: true,
    respond: (message) => queue.run(`${message.channel} ${message.person}`, () => turn(message)),
    turns: (person, conversation, options) => store.turns(person, conversation, options),
    export: (person) => store.export(person),
    erase: (person) => queue.run(`${person.channel} ${person.person}`, () => store.erase(person)),
    ready: () => bot.isReady,
    check: () => store.check(),
    setting: (scope) => store.setting(scope),
    saveSetting: (scope, data) => store.saveSetting(scope, data),
    cover: (item) => (kinds[item] ? { kinds: kinds[item] } : undefined),
  }
  async function turn(message: Message): Promise<Reply> {
    bot.heard.push(message)
    await bot.before(message)
    const person = { channel: message.channel, person: message.person }
    const fingerprint = `${message.text} ${message.payload ?? ''}`
    const key = message.key === undefined ? undefined : { value: message.key, fingerprint }
    const known = key && (await store.answered(person, key))
    if (known) return known
    const { version } = await store.recall(person)
    const reply = answer(message)
    await store.commit({
      person,
      conversation: message.conversation,
      at: message.at,
      text: message.text,
      version,
      events: [{ type: 'said', text: message.text }],
      reply,
      ...(key ? { key } : {}),
    })
    return reply
  }
  return bot
}

function answer({ text, payload }: Message): Reply {
  const trace = { intents: ['ask'], acts: ['recommend'], items: [], changes: ['+secret'] }
  if (payload !== undefined) return { text: `You pressed ${payload}.`, cards: [], buttons: [], trace }
  if (/recommend|surprise/i.test(text)) {
    const items = threeCards.map(({ item, title, year, reasons }) => ({
      id: item,
      title,
      ...(year ? { year } : {}),
      reasons,
      score: 0.5,
    }))
    return {
      text: 'Here are three for a quiet evening. Does one of them speak to you?',
      cards: threeCards,
      buttons: [
        { label: 'The first', payload: 'answer:1' },
        { label: 'Something newer', payload: 'answer:2' },
        { label: 'None of them', payload: 'answer:3' },
      ],
      trace: { ...trace, items },
    }
  }
  if (/^echo card /.test(text)) {
    const words = text.slice('echo card '.length)
    const odd: Card = {
      ...(threeCards[0] as Card),
      title: words,
      facts: words,
      text: words,
      reasons: [words],
      link: 'javascript:alert(1)',
    }
    return { text: words, cards: [odd], buttons: [{ label: words.slice(0, 80), payload: 'x' }], trace }
  }
  return { text: `You said: ${text}`, cards: [], buttons: [{ label: 'More', payload: 'more' }], trace }
}
