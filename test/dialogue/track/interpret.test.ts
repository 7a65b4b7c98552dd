import { describe, expect, test } from 'vitest'
import { describe as line } from '../../../src/dialogue/track/event.ts'
import { interpret } from '../../../src/dialogue/track/interpret.ts'
import { fresh, type State } from '../../../src/dialogue/track/state.ts'
import { cinema, clause, id, meaning, mention, tag } from '../../worlds/cinema.ts'

const changes = (said: ReturnType<typeof meaning>, state: Partial<State> = {}) =>
  interpret(said, { ...fresh('c'), ...state }, cinema)
    .map(line)
    .filter(Boolean)

const list = [id('quiet-river-1994'), id('loud-city-2004'), id('small-steps-2011')]

describe('interpret', () => {
  test('opinions about several titles', () => {
    const said = meaning(
      clause('opinion', { items: [mention('red-moon-1979', 'like'), mention('star-road-1999', 'like')] }),
    )
    expect(changes(said)).toEqual(['+like red-moon-1979', '+like star-road-1999'])
  })

  test('"seen the first two, didn\'t like the third"', () => {
    const said = meaning(
      clause('seen', { ordinals: [1, 2], seen: true }),
      clause('opinion', { ordinals: [3], stance: 'dislike' }),
    )
    expect(changes(said, { shown: list })).toEqual([
      '+seen quiet-river-1994',
      '+seen loud-city-2004',
      '+dislike small-steps-2011',
    ])
  })

  test('"it" is the item in focus; after a list of several it is nobody in particular', () => {
    const said = meaning(clause('seen', { pronoun: 'it' }))
    expect(changes(said, { shown: list, focus: list[1] as never })).toEqual(['+seen loud-city-2004'])
    expect(changes(said, { shown: list })).toEqual([])
  })

  test('a place beyond the end of the list is nothing in particular', () => {
    const [only] = list as [never]
    expect(changes(meaning(clause('save', { ordinals: [2] })), { shown: [only], focus: only })).toEqual([])
    expect(changes(meaning(clause('save', { ordinals: [1] })), { shown: [only] })).toEqual(['+save quiet-river-1994'])
    expect(changes(meaning(clause('reject', { ordinals: [4] })), { shown: list })).toEqual([])
  })

  test('"none of these" turns down the whole list', () => {
    expect(changes(meaning(clause('reject')), { shown: list })).toEqual(list.map((item) => `+reject ${item}`))
  })

  test('something like X but funny: near, and plainly funny; funnier: funnier than X, and not only a little', () => {
    const said = (surface: string, item = 'star-road-1999', direction: 1 | -1 = 1) =>
      meaning(
        clause('similar', {
          items: [mention(item)],
          axes: [{ start: 0, end: 1, surface, axis: 'humour', direction }],
        }),
      )
    expect(changes(said('funny'))).toEqual(['+near star-road-1999', '+axis humour+'])
    const reference = (...words: Parameters<typeof said>) =>
      interpret(said(...words), fresh('c'), cinema).find((e) => e.type === 'axis')?.reference
    expect(reference('funny')).toBe(1)
    expect(reference('funnier')).toBe(1)
    expect(reference('funnier', 'loud-city-2004')).toBe(3)
    expect(reference('less funny', 'star-road-1999', -1)).toBe(0)
  })

  test('like this but not like that; between two: examples, no judgement', () => {
    const said = meaning(
      clause('similar', { items: [mention('star-road-1999')] }),
      clause('similar', { items: [mention('red-moon-1979', 'dislike')], stance: 'dislike' }),
    )
    expect(changes(said)).toEqual(['+near star-road-1999', '+unlike red-moon-1979'])
    const middle = clause('similar', {
      items: [mention('star-road-1999'), mention('red-moon-1979')],
      between: true,
    })
    expect(changes(meaning(middle))).toEqual(['+between star-road-1999 red-moon-1979'])
    const twice = clause('similar', { items: [mention('red-moon-1979'), mention('red-moon-1979')], between: true })
    expect(changes(meaning(twice))).toEqual(['+near red-moon-1979'])
  })

  test('a refusal alone and a critique narrow the present wish, any other wish is a new one', () => {
    const wishes = (said: ReturnType<typeof meaning>) =>
      interpret(said, fresh('c'), cinema).some(({ type }) => type === 'wish')
    expect(wishes(meaning(clause('critique', { tags: [tag('genre', 'horror', 'want')] })))).toBe(false)
    expect(wishes(meaning(clause('want', { tags: [tag('genre', 'horror', 'avoid')] })))).toBe(false)
    expect(wishes(meaning(clause('want')))).toBe(true)
    expect(wishes(meaning(clause('want', { tags: [tag('genre', 'horror', 'want')] })))).toBe(true)
    expect(wishes(meaning(clause('surprise')))).toBe(true)
  })

  test('a verdict on the items asked about is a verdict, not the answer to "which one"', () => {
    const asked = {
      key: 'w',
      kind: 'choice',
      items: list,
      intends: { stance: 'neutral', seen: true, purpose: 'opinion' },
    } as const
    const said = meaning(
      clause('seen', { ordinals: [1], seen: true }),
      clause('opinion', { ordinals: [3], stance: 'dislike' }),
    )
    expect(changes(said, { asked, shown: list })).toEqual(['+seen quiet-river-1994', '+dislike small-steps-2011'])
    expect(changes(meaning(clause('opinion', { ordinals: [2] })), { asked, shown: list })).toEqual([
      '+seen loud-city-2004',
    ])
  })

  test('"newer than that" compares with the middle of what was shown', () => {
    const said = meaning(
      clause('critique', {
        numbers: [{ start: 0, end: 1, surface: 'newer', field: 'year', relative: { direction: 1 } }],
      }),
    )
    expect(changes(said, { shown: list })).toEqual(['+number year >=2005'])
  })

  test('yes, no, both and neither go against what was asked', () => {
    const seen = { asked: { key: 'seen:x', kind: 'seen', items: [list[0] as never] } } as const
    expect(changes(meaning(clause('affirm')), seen)).toEqual(['+seen quiet-river-1994'])
    expect(changes(meaning(clause('deny')), seen)).toEqual(['-seen quiet-river-1994'])
    const which = {
      asked: { key: 'which', kind: 'choice', items: list.slice(0, 2), intends: { stance: 'like', purpose: 'opinion' } },
    } as const
    expect(changes(meaning(clause('both')), which)).toEqual(['+like quiet-river-1994', '+like loud-city-2004'])
    expect(changes(meaning(clause('neither')), which)).toEqual([])
    expect(changes(meaning(clause('dont_know')), seen)).toEqual([])
  })

  test('the year tells two films of one name apart', () => {
    const asked = {
      key: 'which',
      kind: 'choice',
      items: [id('red-moon-1979'), id('red-moon-2019')],
      intends: { stance: 'like', purpose: 'opinion' },
    } as const
    const year = (min: number) =>
      meaning(clause('unclear', { numbers: [{ start: 0, end: 1, surface: '', field: 'year', min, max: min }] }))
    expect(changes(year(2019), { asked })).toEqual(['+like red-moon-2019'])
    const newer = meaning(
      clause('critique', { numbers: [{ start: 0, end: 1, surface: '', field: 'year', relative: { direction: -1 } }] }),
    )
    expect(changes(newer, { asked })).toEqual(['+like red-moon-1979'])
  })

  test('"anything else with her": nobody where several are meant, whom a list shares, the only one in a field', () => {
    const said = meaning(clause('ask_more_by', { text: 'anything else with her', pronoun: 'person' }))
    expect(changes(said, { focus: id('red-moon-1979') })).toEqual([])
    expect(changes(said, { focus: id('quiet-river-1994') })).toEqual(['+want cast:Eva Stone'])
    const both = [id('red-moon-1979'), id('star-road-1999')]
    expect(changes(said, { shown: both })).toEqual(['+want cast:Eva Stone'])
    expect(changes(said, { shown: list })).toEqual([])
    const by = meaning(clause('ask_more_by', { text: 'anything else by him', pronoun: 'person' }))
    expect(changes(by, { focus: id('red-moon-1979') })).toEqual(['+want director:Ann Lee'])
  })

  test('horror is fine again; a tag in a question is no taste', () => {
    expect(changes(meaning(clause('opinion', { tags: [tag('genre', 'horror', 'allow')] })))).toEqual([
      '-tag genre:horror',
    ])
    expect(changes(meaning(clause('ask_fact', { tags: [tag('genre', 'horror')] })))).toEqual([])
    expect(changes(meaning(clause('unclear', { tags: [tag('genre', 'horror')] })))).toEqual(['+want genre:horror'])
  })

  test('a correction moves the last opinion to the item that was meant', () => {
    const state: Partial<State> = {
      lastChange: [4, 4],
      opinions: [{ item: id('red-moon-1979'), opinion: 'dislike', strength: 1, because: 4 }],
    }
    const said = meaning(clause('correct', { items: [mention('red-moon-2019')] }))
    expect(changes(said, state)).toEqual(['undone', '+dislike red-moon-2019'])
  })

  test('the pending question is closed by whatever comes next', () => {
    const events = interpret(meaning(clause('greet')), { ...fresh('c'), asked: { key: 'open', kind: 'open' } }, cinema)
    expect(events).toEqual([{ type: 'answered', key: 'open' }])
  })
})

test('"none of these" refuses the list, unless two things were asked about', () => {
  expect(changes(meaning(clause('neither')), { shown: list })).toEqual(list.map((item) => `+reject ${item}`))
  const tagged = { key: 'genre', kind: 'tag', field: 'genre', values: ['comedy', 'war'] } as const
  expect(changes(meaning(clause('neither')), { shown: list, asked: tagged })).toHaveLength(3)
  const which = { key: 'w', kind: 'choice', items: list.slice(0, 2) } as const
  expect(changes(meaning(clause('neither')), { shown: list, asked: which })).toEqual([])
})

test('a country in an off-topic question is no wish', () => {
  expect(changes(meaning(clause('out_of_scope', { tags: [tag('genre', 'war', 'want')] })))).toEqual([])
})

test('later clauses see what earlier ones turned to: "the third sounds great, save it"', () => {
  const said = meaning(clause('opinion', { ordinals: [3], stance: 'like' }), clause('save', { pronoun: 'it' }))
  expect(changes(said, { shown: list })).toEqual(['+like small-steps-2011', '+save small-steps-2011'])
})
