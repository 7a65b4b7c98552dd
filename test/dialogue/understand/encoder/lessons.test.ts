import { expect, test } from 'vitest'
import { STANCES, written } from '../../../../src/dialogue/understand/encoder/frames.ts'
import { lessonsOf, SEEN, stanceSamples, stanceWords } from '../../../../src/dialogue/understand/encoder/lessons.ts'
import { readExamples } from '../../../../src/dialogue/understand/intents/examples.ts'
import { Random } from '../../../../src/random.ts'
import { demoCatalogue } from '../demo.ts'

const templates = {
  joins: ['but'],
  fillers_before: ['well'],
  fillers_after: ['thanks'],
  single: ['i loved {t+s}', 'no {g!}'],
  several: ['not {t-} but {t+}'],
}

test('each sentence is there once, with labels where something is named', () => {
  const samples = stanceSamples(templates, {}, new Random(1), 50)
  const said = samples.map(({ words }) => words.join(' '))
  expect(new Set(said).size).toBe(said.length)
  const loved = samples[said.indexOf('i loved {title}@1')]
  expect(loved?.tags).toEqual([
    [-1, -1, STANCES.indexOf('like')],
    [-1, -1, SEEN.indexOf('seen')],
  ])
  expect(loved?.intent).toBe(-1)
  expect(loved?.output).toEqual(written([{ stance: 'like', seen: true, together: false }]))
  const both = samples[said.indexOf('i loved {title}@1 but no {tag}@2')]
  expect(both?.tags[0]?.map((label) => STANCES[label])).toEqual([
    undefined,
    undefined,
    'like',
    undefined,
    undefined,
    'avoid',
  ])
})

test('examples teach their intent, and those that only ask teach that nothing is judged', async () => {
  const examples = readExamples('intents', await demoCatalogue())
  const { intents, samples } = lessonsOf('intents', examples, { watch: 'watch' }, new Random(1))
  const of = (text: string) => samples.find(({ words, intent }) => intent >= 0 && words.join(' ') === text)
  expect(intents[of('i loved {title}@1')?.intent ?? -1]).toBe('opinion')
  expect(of('i loved {title}@1')?.tags).toEqual([])
  expect(of('why {title}@1')?.tags[0]).toEqual([-1, STANCES.indexOf('neutral')])
  expect(stanceWords(samples)).toContain('goosebumps')
  expect(stanceWords(samples)).not.toContain('danke')
})
