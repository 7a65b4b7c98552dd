import type { Catalogue } from '../../catalogue/catalogue.ts'
import { hash32 } from '../../random.ts'
import type { Mind } from '../mind/mind.ts'
import type { Event } from '../track/event.ts'
import type { State } from '../track/state.ts'
import type { Meaning } from '../understand/meaning.ts'
import type { PolicyName } from './policy.ts'

/** What deciding may look at. */
export interface Deciding {
  readonly catalogue: Catalogue
  readonly mind: Mind
  /** Varies questions and surprises; the same seed and history decide the same. */
  readonly seed: number
  /** How questions are chosen; the rules where absent. */
  readonly policy?: PolicyName
}

/** A message heard: what it means, what it changed, and the state before and after. */
export interface Heard {
  readonly meaning: Meaning
  readonly events: readonly Event[]
  readonly before: State
  readonly state: State
}

/** A number for choices of wording and variety: the same seed and history choose the same. */
export const turnSeed = (seed: number, state: State): number => hash32(`${seed}:${state.conversation}:${state.version}`)
