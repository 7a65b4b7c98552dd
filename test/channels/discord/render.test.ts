import { describe, expect, test } from 'vitest'
import { note, render, renderPlain } from '../../../src/channels/discord/render.ts'
import { refusals } from '../../../src/conversation-tests/fake-discord/wire-check.ts'
import { noTrace, type Reply } from '../../../src/dialogue/message.ts'
import { Random } from '../../../src/random.ts'
import { threeCards } from '../../serve/fake-bot.ts'

const reply = (more: Partial<Reply>): Reply => ({ text: '', cards: [], buttons: [], trace: noTrace, ...more })
const parts = (more: Partial<Reply>) => render(reply(more), '200000000000000001')
const MORE = [{ label: 'More', payload: 'more' }]

describe('a reply', () => {
  test('is one message: words, a card an embed, the question last, right above its buttons', () => {
    const [message, ...others] = parts({ text: 'Three for you.', cards: threeCards, after: 'A mood?', buttons: MORE })
    expect(others).toEqual([])
    expect(message?.content).toBe('Three for you.')
    expect(message?.embeds?.map(({ title }) => title)).toEqual([
      '1. Night Ferry (1938)',
      '2. The Glass Orchard (1976)',
      '3. Seven Small Storms (2014)',
      undefined,
    ])
    expect(message?.embeds?.[0]).toMatchObject({
      description: expect.stringMatching(/^1938 · thriller.*\n.*\n\n- You liked Harbour Lights/s),
      url: 'https://example.org/watch',
    })
    expect(message?.embeds?.at(-1)).toEqual({ description: 'A mood?' })
    expect(message?.components).toHaveLength(4)
    expect(message?.allowed_mentions).toEqual({ parse: [], replied_user: false })
  })

  test('one card has no number', () => {
    expect(parts({ cards: threeCards.slice(0, 1) })[0]?.embeds?.[0]?.title).toBe('Night Ferry (1938)')
  })

  test('a file goes beside it; a link that is no address of the web is no link', () => {
    const [message] = parts({
      text: 'Here.',
      attachment: { name: 'a.json', mediaType: 'application/json', content: '{}' },
    })
    expect(message?.files).toEqual([{ name: 'a.json', data: Buffer.from('{}'), contentType: 'application/json' }])
    expect(parts({ cards: [{ ...threeCards[0]!, link: 'javascript:alert(1)' }] })[0]?.embeds?.[0]?.url).toBeUndefined()
  })

  test('that is long takes several messages, with the buttons under the last; a very long one is a file', () => {
    const words = 'word * '.repeat(700)
    const long = parts({ text: words, buttons: MORE })
    expect(long).toHaveLength(3)
    expect(long.map(({ components }) => components?.length ?? 0)).toEqual([0, 0, 1])
    const endless = parts({ text: 'word '.repeat(5000) })
    expect(endless).toHaveLength(4)
    expect(endless.at(-1)?.files?.[0]?.data.toString()).toBe('word '.repeat(5000))
  })

  test('is taken by Discord, whatever is in it', () => {
    const huge = 'x*'.repeat(4000)
    const card = { ...threeCards[0]!, title: huge, text: huge, facts: huge, reasons: [huge, huge] }
    const odd: Partial<Reply>[] = [
      {},
      { text: '   ' },
      { text: huge, after: huge },
      { cards: [card] },
      { text: 'many', cards: Array.from({ length: 24 }, () => card), after: huge, buttons: MORE },
      { buttons: MORE },
      { text: '```\n@everyone <@1>' },
    ]
    for (const more of odd) {
      for (const { files = [], ...body } of parts(more)) {
        expect(refusals(body as never, files.length)).toEqual([])
      }
    }
  })
})

test('hostile words in every place are taken, too, and nothing can ping, link or break out', () => {
  const pieces = [
    '@everyone',
    '<@1>',
    '<@&2>',
    '[x](http://evil.example)',
    '```',
    '||',
    '**',
    '_',
    '\\',
    '\u202e',
    '\x1b[31m',
    '\u0000',
    '\ud83d',
    '😀',
    '\n',
    ' ',
    'https://a.example/_x_',
    '<t:0:R>',
    '#',
    '> ',
    '- ',
    '{{x}}',
    '\u200b',
    'ﷺ',
    'a'.repeat(300),
  ]
  const random = new Random(7)
  const words = () =>
    Array.from(
      { length: 1 + Math.floor(random.next() * 40) },
      () => pieces[Math.floor(random.next() * pieces.length)],
    ).join('')
  for (let i = 0; i < 2000; i++) {
    const cards = threeCards.map((card) => ({
      ...card,
      title: words(),
      facts: words(),
      text: words(),
      reasons: [words()],
      link: words(),
    }))
    const said = reply({ text: words(), cards, after: words(), buttons: [{ label: words(), payload: 'more' }] })
    for (const make of [render, renderPlain]) {
      for (const { files = [], ...body } of make(said, '1')) {
        expect(refusals(body as never, files.length)).toEqual([])
        const read = [body.content, ...(body.embeds ?? []).map(({ description }) => description)].join('\n')
        // Behind an even number of backslashes a sign would count.
        expect(read).not.toMatch(/(?<!\\)(?:\\\\)*(?:<[@#t]|\]\(|```|\|\|)/)
        expect(read).not.toMatch(/[\u202e\u0000\x1b]/)
      }
    }
  }
})

test('words of the channel itself fit too', () => {
  expect(note('x'.repeat(3000)).content).toHaveLength(2000)
})
