import { describe, expect, test } from 'vitest'
import { Linker } from '../../../../src/dialogue/understand/linking/linker.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { games, gameWords } from '../world.ts'

const linker = new Linker(games, gameWords)
const links = (text: string) =>
  linker
    .candidates(tokenize(text))
    .map((found) =>
      found.kind === 'title'
        ? `title ${found.rows.map(({ row }) => linker.id(row)).join('|')}`
        : found.kind === 'person'
          ? `person ${found.person.value}`
          : [
              ...found.tags.map(({ field, value }) => `${field} ${value}`),
              ...found.axes.map(({ axis, pole }) => `${axis} ${pole}`),
            ].join('+'),
    )

describe('Linker', () => {
  test.each([
    ['settlers of catan', 'title catan-1995'],
    ['the settlers of catan', 'title catan-1995'],
    ['TI4', 'title twilight-imperium-fourth-edition-2017'],
    ['twilight imperium', 'title twilight-imperium-fourth-edition-2017'],
    ['pandemik', 'title pandemic-2008'],
    ['panedmic', 'title pandemic-2008'],
    ['forbiddenisland', 'title forbidden-island-2010'],
    ['forbiden island', 'title forbidden-island-2010'],
    ['mind', 'title the-mind-2018'],
    ['risk', 'title risk-1959|risk-2008'],
    ['war of the ring 2', 'title war-of-the-ring-part-ii-2012'],
    ['matt leacock', 'person Matt Leacock'],
    ['leacock', 'person Matt Leacock'],
    ['klaus tueber', 'person Klaus Teuber'],
    ['co-op', 'kind co-op'],
    ['coop', 'kind co-op'],
    ['cooperative', 'kind co-op'],
    ['strategies', 'kind strategy'],
    ['icebreaker', 'kind party+kind war'],
    ['science fiction', 'theme sci-fi'],
    ['spaceships', 'theme space'],
    ['heavier', 'weight 1'],
    ['lighter', 'weight -1'],
    ['complx', 'weight 1'],
  ])('%s -> %s', (text, expected) => expect(links(text)).toContain(expected))

  test.each(['i really like this', 'mine', 'what is the rule of it'])('%s names nothing', (text) => {
    expect(links(text)).toEqual([])
  })
  test('a surname of several people means the one who is named most; of one field, the one there', () => {
    expect(links('mooney')).toContain('person Ada Mooney')
  })
  test('nearest: a misspelling is the same, a stranger is not', () => {
    expect(linker.nearest('forbiden iland')).toMatchObject({ same: true })
    expect(linker.nearest('forbidden castle')).toMatchObject({ same: false })
    expect(linker.nearest('forbidden castle').rows.map((row) => linker.id(row))).toContain('forbidden-island-2010')
    expect(linker.nearest('x')).toMatchObject({ rows: [] })
  })
  test('tags() finds tags only', () => {
    expect(linker.tags(tokenize('a cooperative pandemic')).map(({ kind }) => kind)).toEqual(['tag'])
  })
})
