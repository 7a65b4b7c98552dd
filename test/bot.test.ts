import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Bot, type BotOptions, createBot } from '../src/bot.ts'
import type { ItemId } from '../src/datasets/vocabulary.ts'
import { openStore } from '../src/store/open.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'tastebud-bot-'))
const say = (bot: Bot, text: string, person = 'ann') =>
  bot.respond({ channel: 'test', conversation: 'c', person, text, at: 0 })

async function withBot(options: BotOptions, work: (bot: Bot) => Promise<void>): Promise<void> {
  const bot = await createBot({ inline: true, store: ':memory:', ...options })
  try {
    await work(bot)
  } finally {
    await bot.close()
  }
}

describe('a bot over the embedded films', () => {
  test('understands, recommends, and knows somebody again after a restart', async () => {
    const store = join(folder(), 'store.sqlite')
    await withBot({ store }, async (bot) => {
      const reply = await say(bot, 'I loved Alien and blade runner')
      expect(reply.trace.changes).toEqual(['+like alien-1979', '+like blade-runner-1982'])
      expect(reply.cards).toHaveLength(3)
    })
    await withBot({ store }, async (bot) => {
      expect((await say(bot, 'what do you know about me?')).text).toContain('Alien')
      expect((await say(bot, 'what do you know about me?', 'bob')).text).not.toContain('Alien')
    })
  })

  test('the same seed and words give the same replies', async () => {
    const talk = async () => {
      const texts: string[] = []
      await withBot({ seed: 5 }, async (bot) => {
        for (const line of ['hi', 'surprise me', 'a comedy from the 80s', 'why the first one?'])
          texts.push((await say(bot, line)).text)
      })
      return texts
    }
    expect(await talk()).toEqual(await talk())
  })

  test("the operator's limits hold whatever is asked for", async () => {
    await withBot({ maxAge: 6, blocked: ['genre:musical'] }, async (bot) => {
      for (const line of [
        'the most violent horror you have',
        'a musical',
        'surprise me',
        'something with Sigourney Weaver',
        'more',
      ]) {
        for (const { id } of (await say(bot, line)).trace.items) {
          const item = bot.catalogue.get(id)
          expect(item.numbers['age']).toBeLessThanOrEqual(6)
          expect(item.tags['genre']).not.toContain('musical')
        }
      }
    })
  })

  test('a trace file gets one line a turn; nothing is written without one', async () => {
    const trace = join(folder(), 'trace.jsonl')
    await withBot({ trace }, async (bot) => {
      await say(bot, 'hi')
      await say(bot, 'forget me')
    })
    const lines = readFileSync(trace, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ trace }) => trace.acts[0])).toEqual(['greet', 'forget'])
  })

  test('turns of one person run in order although they are sent at once', async () => {
    await withBot({}, async (bot) => {
      const lines = ['I loved Alien', 'I loved Heat', 'I loved Fargo', 'what do you know about me?']
      const replies = await Promise.all(lines.map((line) => say(bot, line)))
      for (const title of ['Alien', 'Heat', 'Fargo']) expect(replies.at(-1)?.text).toContain(title)
      expect(await bot.turns({ channel: 'test', person: 'ann' }, 'c')).toHaveLength(4)
    })
  })

  test('events recorded from outside count like words', async () => {
    await withBot({}, async (bot) => {
      const person = { channel: 'test', person: 'ann' }
      await bot.record(person, 'c', 0, [{ type: 'opinion', item: 'alien-1979', opinion: 'like', strength: 1 }])
      expect(await bot.turns(person, 'c')).toEqual([])
      await say(bot, 'hi')
      for (let i = 0; i < 5; i++) await bot.record(person, 'c', i, [{ type: 'rejected', item: `film-${i}` }])
      // What was recorded takes no place from what was said.
      expect((await bot.turns(person, 'c', { limit: 1 })).map(({ text }) => text)).toEqual(['hi'])
      expect((await say(bot, 'what do you know about me?')).text).toContain('Alien')
      expect(await bot.erase(person)).toMatchObject({ events: expect.any(Number) })
      expect(Object.values(await bot.count(person)).every((rows) => rows === 0)).toBe(true)
    })
  })
})

test('what is no event is not recorded, and nothing beside it', async () => {
  await withBot({}, async (bot) => {
    const person = { channel: 'test', person: 'ann' }
    const seen = { type: 'seen', item: 'alien-1979', seen: true }
    for (const wrong of [{ type: 'sene' }, { ...seen, item: 7 }]) {
      await expect(bot.record(person, 'c', 0, [seen, wrong])).rejects.toMatchObject({ code: 'BAD_EVENT' })
    }
    expect(Object.values(await bot.count(person))).toEqual([0, 0, 0, 0])
  })
})

test('ratings that are recorded while turns run are all kept, and so are the turns', async () => {
  await withBot({}, async (bot) => {
    const person = { channel: 'test', person: 'ann' }
    const record = (i: number) => bot.record(person, 'import', i, [{ type: 'rejected', item: `film-${i}` }])
    await Promise.all([say(bot, 'hi'), ...Array.from({ length: 20 }, (_, i) => record(i)), say(bot, 'I loved Heat')])
    expect(await bot.turns(person, 'c')).toHaveLength(2)
    const { events } = (await bot.export(person)) as { events: { data: { type: string } }[] }
    expect(events.filter(({ data }) => data.type === 'rejected')).toHaveLength(20)
  })
})

test('whoever was forgotten by another process is nobody here, whatever was said to it since', async () => {
  const store = join(folder(), 'store.sqlite')
  const person = { channel: 'test', person: 'ann' }
  await withBot({ store }, (here) =>
    withBot({ store }, async (there) => {
      await say(here, 'I loved Alien')
      await there.erase(person)
      for (const line of ['hi', 'I loved Heat', 'hi']) await say(there, line)
      const { text } = await say(here, 'what do you know about me?')
      expect(text).toContain('Heat')
      expect(text).not.toContain('Alien')
    }),
  )
})

test('too many turns of one person at once are refused, the others answered', async () => {
  await withBot({}, async (bot) => {
    const said = await Promise.allSettled(Array.from({ length: 18 }, () => say(bot, 'hi')))
    const refused = said.filter(({ status }) => status === 'rejected')
    expect(refused.map((each) => (each as PromiseRejectedResult).reason.code)).toEqual(Array(2).fill('TOO_MANY_TURNS'))
  })
})

test('it checks its store', async () => {
  const store = await openStore({ file: ':memory:' })
  await withBot({ store }, async (bot) => {
    await expect(bot.check()).resolves.toBeUndefined()
    await store.close()
    await expect(bot.check()).rejects.toMatchObject({ code: 'STORE_CLOSED' })
  })
})

test('covers are drawn from the first tag field that is no name', async () => {
  const home = folder()
  writeFileSync(join(home, 'home.yml'), 'name: games\ncatalogue: [games.jsonl]\nmodels: {}\n')
  writeFileSync(
    join(home, 'domain.yml'),
    [
      'name: games',
      'noun: { one: game, many: games }',
      'verb: { base: play, past: played, ing: playing }',
      'tags:',
      '  designer: { one: designer, many: designers, kind: person }',
      '  mechanic: { one: mechanic, many: mechanics }',
    ].join('\n'),
  )
  const go = { id: 'go', title: 'Go', designer: ['Nobody'], mechanic: ['area control'] }
  writeFileSync(join(home, 'games.jsonl'), `${JSON.stringify(go)}\n`)
  await withBot({ home }, async (bot) => {
    expect(bot.cover('go' as ItemId)).toEqual({ kinds: ['area control'] })
    expect(bot.cover('chess' as ItemId)).toBeUndefined()
  })
})

test('a home that is not there is refused with a way out', async () => {
  await expect(createBot({ home: join(folder(), 'nowhere'), store: ':memory:', inline: true })).rejects.toMatchObject({
    code: 'NO_HOME',
  })
})
