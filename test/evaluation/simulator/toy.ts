import { mannersDefaults, type SimulatedPerson } from '../../../src/evaluation/simulator/person.ts'
import { type Work, World } from '../../../src/evaluation/simulator/world.ts'

export const works: readonly Work[] = [
  { title: 'Star Road', year: 1999, kinds: ['space'] },
  { title: 'Star', year: 1980, kinds: ['drama'] },
  { title: 'Dr. Moss', year: 1964, kinds: ['satire'] },
  { title: 'Dune', year: 1984, kinds: ['space'] },
  { title: 'Dune', year: 2021, kinds: ['space'] },
  { title: 'Quiet Hours', year: 2004, kinds: ['drama'] },
  { title: 'Night Ferry', year: 2011, kinds: ['horror'] },
]
export const world = new World(works)

export const honest = { ...mannersDefaults, wrong: 0, unsure: 0, changes: 0, slips: 0, impatience: 0 }

/** Likes space and satire, not drama; would like the newer Dune; will have no horror. */
export const ada: SimulatedPerson = {
  name: 'ada',
  seen: new Map([
    [works[0]!, true],
    [works[2]!, true],
    [works[3]!, true],
    [works[5]!, false],
  ]),
  wanted: new Set([works[4]!]),
  kinds: ['space', 'satire'],
  never: 'horror',
  manners: honest,
}
