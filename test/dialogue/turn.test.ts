import { beforeEach, describe, expect, test } from 'vitest'
import type { Message, Reply } from '../../src/dialogue/message.ts'
import type { CarriedState } from '../../src/dialogue/mind/carried.ts'
import type { Wish } from '../../src/dialogue/mind/mind.ts'
import { remembering } from '../../src/dialogue/remembering.ts'
import { readReplies } from '../../src/dialogue/speak/replies.ts'
import { Speaker } from '../../src/dialogue/speak/speak.ts'
import { respond, type TurnParts } from '../../src/dialogue/turn.ts'
import type { Meaning } from '../../src/dialogue/understand/meaning.ts'
import { TastebudError } from '../../src/errors.ts'
import type { Store } from '../../src/store/contract.ts'
import { openStore } from '../../src/store/open.ts'
import { cinema, clause, id, meaning, mention, tag } from '../worlds/cinema.ts'
import { cinemaMind } from '../worlds/cinema-mind.ts'

const replies = readReplies(new URL('../../intents/replies.yml', import.meta.url).pathname)
let store: Store
let meanings: Map<string, Meaning>

beforeEach(async () => {
  store = await openStore({ file: ':memory:' })
  meanings = new Map()
})

async function parts(overrides: Partial<TurnParts> = {}): Promise<TurnParts> {
  return {
    catalogue: cinema,
    mind: await cinemaMind((text) => meanings.get(text) ?? meaning(clause('unclear', { text }))),
    seed: 7,
    speaker: new Speaker(cinema, replies),
    ...remembering(store),
    ...overrides,
  }
}

const message = (text: string, more: Partial<Message> = {}): Message => ({
  channel: 'test',
  conversation: 'c',
  person: 'ann',
  text,
  at: 0,
  ...more,
})

/** Says each line in turn; the last reply. */
async function say(bot: TurnParts, ...lines: [string, Meaning][]): Promise<Reply> {
  let reply: Reply | undefined
  for (const [text, said] of lines) {
    meanings.set(text, said)
    reply = await respond(bot, message(text))
  }
  return reply as Reply
}

describe('a turn', () => {
  test('greets, says what it can do and asks one easy question', async () => {
    const reply = await say(await parts(), ['hi', meaning(clause('greet'))])
    expect(reply.trace.acts).toEqual(['greet', 'introduce', 'ask'])
    expect(reply.text).toMatch(/\?/)
  })

  test('likes lead to a list with reasons that name them', async () => {
    const liked = meaning(clause('opinion', { items: [mention('star-road-1999', 'like')] }))
    const reply = await say(await parts(), ['I loved Star Road', liked])
    expect(reply.trace.acts.slice(0, 2)).toEqual(['acknowledge', 'recommend'])
    expect(reply.trace.items).toHaveLength(3)
    expect(reply.trace.items.map(({ id }) => id)).not.toContain('star-road-1999')
    expect(reply.cards[0]?.reasons.join(' ')).toContain('Star Road')
  })

  test('nothing rated above the age of the place is offered, there alone', async () => {
    const bot = await parts()
    meanings.set('ten', meaning(clause('want', { count: 10 })))
    const ages = async (more: Partial<Message>) => {
      const { trace } = await respond(bot, message('ten', more))
      return trace.items.map((item) => cinema.get(item.id).numbers['age'] ?? 0)
    }
    const kept = await ages({ person: 'ben', maxAge: 12 })
    expect(kept.length).toBeGreaterThan(0)
    expect(Math.max(...kept)).toBeLessThanOrEqual(12)
    expect(Math.max(...(await ages({ person: 'cleo' })))).toBeGreaterThan(12)
  })

  test('what was seen, judged, rejected or offered never comes back', async () => {
    const bot = await parts()
    const offered = new Set<string>()
    const first = await say(bot, ['want', meaning(clause('want'))])
    for (const { id } of first.trace.items) offered.add(id)
    const second = await say(bot, ['no', meaning(clause('reject', { ordinals: [1] }))])
    expect(second.trace.items.filter(({ id }) => offered.has(id))).toEqual([])
    for (const { id } of second.trace.items) offered.add(id)
    const third = await say(bot, ['more', meaning(clause('another'))])
    expect(third.trace.items.filter(({ id }) => offered.has(id))).toEqual([])
    const last = await say(bot, ['more', meaning(clause('another'))])
    expect(last.trace.acts).toContain('nothing')
  })

  test('where nothing fits it names one limit to give up, and a yes gives it up', async () => {
    const bot = await parts()
    const narrow = meaning(
      clause('want', {
        tags: [tag('genre', 'musical')],
        numbers: [{ start: 0, end: 1, surface: '', field: 'year', min: 2000 }],
      }),
    )
    const reply = await say(bot, ['a musical from 2000 on', narrow])
    expect(reply.trace.acts).toEqual(['acknowledge', 'nothing', 'ask'])
    expect(reply.text).toMatch(/from 2000 on|musical/)
    const then = await say(bot, ['yes', meaning(clause('affirm'))])
    expect(then.trace.acts).toContain('recommend')
  })

  test('a name that two items share is asked about by year', async () => {
    const bot = await parts()
    const both = mention('red-moon-1979', 'like', ['red-moon-2019'])
    const reply = await say(bot, ['loved red moon', meaning(clause('opinion', { items: [both] }))])
    expect(reply.text).toContain('Red Moon (1979) or Red Moon (2019)')
    expect(reply.trace.changes).toEqual([])
    const year = clause('unclear', {
      numbers: [{ start: 0, end: 1, surface: '', field: 'year', min: 2019, max: 2019 }],
    })
    expect((await say(bot, ['2019', meaning(year)])).trace.changes).toEqual(['+like red-moon-2019'])
  })

  test('why is answered with the reasons that the item was offered for', async () => {
    const bot = await parts()
    const liked = meaning(clause('opinion', { items: [mention('star-road-1999', 'like')] }))
    const offered = await say(bot, ['I loved Star Road', liked])
    const why = await say(bot, ['why the first', meaning(clause('ask_why', { ordinals: [1] }))])
    expect(why.trace.items[0]?.id).toBe(offered.trace.items[0]?.id)
    expect(why.text).toContain('Star Road')
  })

  test('facts come from the catalogue; what it does not hold is not made up', async () => {
    const bot = await parts()
    const who = meaning(clause('ask_fact', { items: [mention('quiet-river-1994')], asksFor: 'director' }))
    expect((await say(bot, ['who', who])).text).toContain('Cy Dean')
    const colour = meaning(clause('ask_fact', { pronoun: 'it', asksFor: '?black and white' }))
    expect((await say(bot, ['is it', colour])).text).toMatch(/can't tell|doesn't say/)
  })

  test('undo takes the last change back', async () => {
    const bot = await parts()
    const liked = meaning(clause('opinion', { items: [mention('star-road-1999', 'like')] }))
    await say(bot, ['I loved Star Road', liked], ['undo', meaning(clause('undo'))])
    const known = await say(bot, ['profile', meaning(clause('profile'))])
    expect(known.text).not.toContain('Star Road')
    const nothing = await say(bot, ['undo', meaning(clause('undo'))])
    expect(nothing.text).toMatch(/nothing/i)
  })

  test('a reason that no longer holds is not given: what was liked then is disliked now', async () => {
    const bot = await parts()
    const liked = meaning(clause('opinion', { items: [mention('star-road-1999', 'like')] }))
    const hated = meaning(clause('opinion', { items: [mention('star-road-1999', 'dislike')] }))
    const offered = await say(bot, ['I loved Star Road', liked])
    const first = offered.trace.items[0]?.id ?? ''
    const why = meaning(clause('ask_why', { items: [mention(first)] }))
    expect((await say(bot, ['why', why])).text).toContain('Star Road')
    expect((await say(bot, ['it was bad', hated], ['why now', why])).text).not.toContain('because you liked')
  })

  test('forgetting what was never known says so, forgetting "the limit" drops the bounds', async () => {
    const bot = await parts()
    const genre = meaning(clause('forget_preference', { tags: [tag('genre', 'comedy')] }))
    expect((await say(bot, ['forget comedies', genre])).trace).toMatchObject({
      acts: ['nothing-to-forget'],
      changes: [],
    })
    const short = meaning(
      clause('critique', { numbers: [{ start: 0, end: 1, surface: '', field: 'minutes', max: 100 }] }),
    )
    const limit = meaning(clause('forget_preference'))
    expect((await say(bot, ['short', short], ['forget the limit', limit])).trace.changes).toEqual(['-number minutes'])
  })

  test('a bound on a number that nothing has is said to be none', async () => {
    const said = meaning(clause('critique', { numbers: [{ start: 0, end: 1, surface: '', field: 'players', max: 4 }] }))
    const reply = await say(await parts(), ['for four', said])
    expect(reply.trace.acts).toContain('no-field')
    expect(reply.trace.changes).toEqual([])
    expect(reply.trace.items.length).toBeGreaterThan(0)
  })

  test('"who is in it" makes them the person that "her other films" means', async () => {
    const bot = await parts()
    const who = meaning(clause('ask_fact', { items: [mention('red-moon-2019')], asksFor: 'cast' }))
    const more = meaning(clause('ask_more_by', { text: 'what else did she do', pronoun: 'person' }))
    expect((await say(bot, ['who', who], ['what else', more])).trace.changes).toEqual(['+want cast:Ida Park'])
  })

  test('likes from another catalogue are not spoken of', async () => {
    const bot = await parts()
    await bot.remember({
      message: message('elsewhere'),
      version: 0,
      events: [{ type: 'opinion', item: id('chess-600'), opinion: 'like', strength: 1 }],
      reply: { text: '-', cards: [], buttons: [], trace: { intents: [], acts: [], items: [], changes: [] } },
    })
    expect((await say(bot, ['profile', meaning(clause('profile'))])).text).not.toContain('chess')
  })

  test('a message that lacks something is refused with a way out', async () => {
    const bot = await parts()
    for (const lacking of [{ text: undefined }, { person: undefined }, { at: undefined }, { at: Number.NaN }]) {
      await expect(respond(bot, { ...message('hi'), ...lacking } as unknown as Message)).rejects.toMatchObject({
        code: 'BAD_MESSAGE',
      })
    }
  })

  test('"forget me" leaves no row, "export" holds everything', async () => {
    const bot = await parts()
    const liked = meaning(clause('opinion', { items: [mention('star-road-1999', 'like')] }))
    const exported = await say(bot, ['I loved Star Road', liked], ['export', meaning(clause('export_data'))])
    expect(JSON.parse(exported.attachment?.content ?? '')).toMatchObject({})
    expect(exported.attachment?.content).toContain('star-road-1999')
    await say(bot, ['forget', meaning(clause('forget_me'))])
    const rows = await store.count({ channel: 'test', person: 'ann' })
    expect(Object.values(rows).every((count) => count === 0)).toBe(true)
    const known = await say(bot, ['profile', meaning(clause('profile'))])
    expect(known.text).not.toContain('Star Road')
  })

  test('two people in one conversation keep apart', async () => {
    const bot = await parts()
    meanings.set('I loved Star Road', meaning(clause('opinion', { items: [mention('star-road-1999', 'like')] })))
    meanings.set('profile', meaning(clause('profile')))
    await respond(bot, message('I loved Star Road'))
    const bob = await respond(bot, message('profile', { person: 'bob' }))
    expect(bob.text).not.toContain('Star Road')
    expect((await respond(bot, message('profile'))).text).toContain('Star Road')
  })

  test('the same idempotency key gets the same reply and no second turn', async () => {
    const bot = await parts()
    const first = await respond(bot, message('hm', { key: 'k1' }))
    expect(await respond(bot, message('hm', { key: 'k1' }))).toEqual(first)
    expect(await store.turns({ channel: 'test', person: 'ann' }, 'c')).toHaveLength(1)
  })

  test('of two programs that answer one request at once, the later gives the answer of the first', async () => {
    const once = message('hm', { key: 'k1' })
    const other = await parts({ seed: 8 })
    let first: Reply | undefined
    const bot = await parts()
    const late: TurnParts = {
      ...bot,
      // this one has found the key unanswered when the other comes in
      recall: async (person, conversation) => {
        const state = await bot.recall(person, conversation)
        first ??= { ...(await respond(other, once)), text: 'told already' }
        return state
      },
      answered: async (person, key) => (await bot.answered(person, key)) && first,
    }
    expect((await respond(late, once)).text).toBe('told already')
    expect(await store.turns({ channel: 'test', person: 'ann' }, 'c')).toHaveLength(1)
  })

  test('a version conflict computes the turn again on what is new', async () => {
    let conflicts = 0
    const bot = await parts()
    const remember = bot.remember
    const racing: TurnParts = {
      ...bot,
      remember: async (turn) => {
        if (conflicts++ === 0) throw new TastebudError('VERSION_CONFLICT', 'somebody was faster', 'again')
        return remember(turn)
      },
    }
    const reply = await respond(racing, message('hm'))
    expect(conflicts).toBe(2)
    expect(reply.text).not.toBe('')
    const always: TurnParts = { ...bot, remember: () => Promise.reject(new TastebudError('VERSION_CONFLICT', '', '')) }
    await expect(respond(always, message('hm'))).rejects.toMatchObject({ code: 'VERSION_CONFLICT' })
  })

  test('never the same fallback twice in a row', async () => {
    const bot = await parts()
    let last = ''
    for (let i = 0; i < 6; i++) {
      const { text, trace } = await respond(bot, message('qwfp'))
      expect(trace.acts).toEqual(['fallback'])
      if (i < 3) expect(text).not.toBe(last)
      last = text
    }
  })

  test('self-harm gets a calm reply whatever else was said', async () => {
    const said = meaning(clause('opinion', { items: [mention('star-road-1999', 'like')] }), clause('self_harm'))
    const reply = await say(await parts(), ['help me', said])
    expect(reply.trace.acts).toEqual(['care'])
    expect(reply.cards).toEqual([])
  })

  test('a pressed button needs no understanding; a hostile payload is text', async () => {
    const bot = await parts()
    const pressed = await respond(bot, message('Loved it', { payload: 'like:star-road-1999' }))
    expect(pressed.trace.changes).toContain('+like star-road-1999')
    const hostile = await respond(bot, message('x', { payload: 'like:<script>' }))
    expect(hostile.trace.changes).toEqual([])
  })
})

test('what the session models know travels with the conversation, over a restart, and ends with an erasure', async () => {
  const wishes: Wish[] = []
  const knowing = async (): Promise<TurnParts> => {
    const bot = await parts()
    const recommend = async (wish: Wish) => {
      wishes.push(wish)
      const state: CarriedState = { model: 'gru', version: 'v', taken: wish.likes.length, mark: 1, state: 'AAAA' }
      return { ...(await bot.mind.recommend(wish)), sessions: [state] }
    }
    return { ...bot, mind: { ...bot.mind, recommend } }
  }
  await say(await knowing(), [
    'I liked Star Road',
    meaning(clause('opinion', { items: [mention('star-road-1999', 'like')] })),
  ])
  expect(wishes[0]?.sessions).toBeUndefined()
  // Another process on the same store.
  await say(await knowing(), ['more', meaning(clause('another'))])
  expect(wishes.at(-1)?.sessions?.map(({ model, taken }) => ({ model, taken }))).toEqual([{ model: 'gru', taken: 1 }])
  const bot = await knowing()
  meanings.set('more', meaning(clause('another')))
  await respond(bot, message('more', { conversation: 'elsewhere' }))
  expect(wishes.at(-1)?.sessions).toBeUndefined()
  await bot.erase(message(''))
  await respond(bot, message('more'))
  expect(wishes.at(-1)?.sessions).toBeUndefined()
})
