import { expect, test } from 'vitest'
import { refusals } from '../../../src/conversation-tests/fake-discord/wire-check.ts'

const button = (more: object = {}) => ({ type: 2, label: 'a', custom_id: 'a', ...more })
const row = (...components: object[]) => ({ type: 1, components })
const menu = (count: number) =>
  row({ type: 3, custom_id: 'm', options: Array.from({ length: count }, (_, i) => ({ label: 'x', value: `${i}` })) })
const six = Array.from({ length: 6 }, (_, i) => button({ custom_id: `${i}` }))

test.each([
  ['an empty message', {}],
  ['long content', { content: 'x'.repeat(2001) }],
  ['a long title', { embeds: [{ title: 'x'.repeat(257) }] }],
  ['a long description', { embeds: [{ description: 'x'.repeat(4097) }] }],
  ['long embeds', { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] }],
  ['eleven embeds', { embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) }],
  ['an empty embed', { embeds: [{}] }],
  ['an address that is none', { embeds: [{ title: 'x', url: 'javascript:x' }] }],
  ['six rows', { components: Array.from({ length: 6 }, (_, i) => row(button({ custom_id: `${i}` }))) }],
  ['six buttons in a row', { components: [row(...six)] }],
  ['an empty row', { components: [row()] }],
  ['a long label', { components: [row(button({ label: 'x'.repeat(81) }))] }],
  ['an empty label', { components: [row(button({ label: '' }))] }],
  ['a long id', { components: [row(button({ custom_id: 'x'.repeat(101) }))] }],
  ['an id twice', { components: [row(button(), button())] }],
  ['a long menu', { components: [menu(26)] }],
  ['a menu beside a button', { components: [row(button(), ...menu(1).components)] }],
  ['a long nonce', { content: 'x', nonce: 'x'.repeat(26) }],
])('%s is refused', (_, body) => expect(refusals(body as never, 0)).toHaveLength(1))

test('what is within every limit is taken', () => {
  const body = {
    content: 'x'.repeat(2000),
    embeds: [{ title: 'x'.repeat(256), description: 'x'.repeat(4096), url: 'https://example.org' }],
    components: [row(...six.slice(0, 5)), menu(25)],
  }
  expect(refusals(body as never, 0)).toEqual([])
  expect(refusals({}, 1)).toEqual([])
})
