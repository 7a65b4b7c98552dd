import { expect, test } from 'vitest'
import { createBot } from '../../src/bot.ts'

const CHANNEL = 'test'

test('a list for several keeps to what each said, and leaves nothing behind with anybody', async () => {
  const bot = await createBot({ inline: true, store: ':memory:' })
  try {
    const say = (person: string, text: string) =>
      bot.respond({ channel: CHANNEL, conversation: person, person, text, at: 0 })
    await say('anna', 'I loved Alien and Blade Runner')
    await say('anna', 'never horror')
    await say('ben', 'I love comedies')
    await say('ben', "I've seen Heat")
    const members = ['anna', 'ben'].map((person) => ({ channel: CHANNEL, person }))
    const before = await Promise.all(members.map((one) => bot.export(one)))
    const group = { channel: CHANNEL, conversation: 'g', person: 'g', at: 0 }
    const reply = await bot.together(members, { ...group, text: 'recommend 5' })
    const items = reply.trace.items.map((item) => bot.catalogue.get(item.id))
    expect(items).toHaveLength(5)
    for (const { id, tags } of items) {
      expect(tags['genre']).not.toContain('horror')
      expect(['alien-1979', 'blade-runner-1982', 'heat-1995']).not.toContain(id)
    }
    // Both voices are in it.
    const reasons = reply.trace.items.flatMap((item) => item.reasons).join(' ')
    expect(reasons).toMatch(/Alien|Blade Runner/)
    expect(reasons).toMatch(/comed/i)
    expect(await Promise.all(members.map((one) => bot.export(one)))).toEqual(before)
    expect(Object.values(await bot.count(group)).every((rows) => rows === 0)).toBe(true)
    // Nobody is forgotten by a word in a group.
    await bot.together(members, { ...group, text: 'forget me' })
    expect(await bot.export(members[0]!)).toEqual(before[0])
    const nobody = await bot.together([{ channel: CHANNEL, person: 'new' }], { ...group, text: 'a western' })
    expect(nobody.trace.items.length).toBeGreaterThan(0)
  } finally {
    await bot.close()
  }
})
