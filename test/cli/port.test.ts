import { expect, test } from 'vitest'
import type { Bot } from '../../src/bot.ts'
import { Catalogue } from '../../src/catalogue/catalogue.ts'
import { domainSchema } from '../../src/catalogue/domain.ts'
import { portFor } from '../../src/cli/port.ts'
import type { ItemId } from '../../src/datasets/vocabulary.ts'

test('covers are drawn from the first tag field that is no name', () => {
  const domain = domainSchema.parse({
    name: 'games',
    noun: { one: 'game', many: 'games' },
    verb: { base: 'play', past: 'played', ing: 'playing' },
    tags: {
      designer: { one: 'designer', many: 'designers', kind: 'person' },
      mechanic: { one: 'mechanic', many: 'mechanics' },
    },
  })
  const id = 'go' as ItemId
  const tags = { designer: ['Nobody'], mechanic: ['area control'] }
  const catalogue = new Catalogue(domain, [{ id, title: 'Go', otherTitles: [], text: '', tags, numbers: {} }])
  const port = portFor({ catalogue, ready: () => true } as unknown as Bot)
  expect(port.cover?.(id)).toEqual({ kinds: ['area control'] })
  expect(port.cover?.('chess' as ItemId)).toBeUndefined()
  expect(port.ready()).toBe(true)
})
