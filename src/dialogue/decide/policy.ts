import type { Asked } from '../track/event.ts'
import type { Deciding, Heard } from './heard.ts'
import { wishOf } from './wish.ts'

/** Ways to choose the question after a list; which one is a setting (`policy`). */
export const policyNames = ['rules', 'bandit', 'both'] as const
export type PolicyName = (typeof policyNames)[number]

/**
 * Chooses what to ask after a list, or nothing. It never says whether a list is shown: that is the person's to have,
 * always. So a person is never asked twice in a row without something to look at, but for "did you like it?" after
 * "I have seen it".
 */
export type QuestionPolicy = (heard: Heard, tools: Deciding) => Promise<Asked | undefined>

/** Facts about somebody's taste. */
const known = ({ opinions, tags, axes, numbers, near }: Heard['state']): number =>
  opinions.length + tags.length + axes.length + numbers.length + near.length

/** While little is known (two facts or fewer) and the last turn did not ask: the tag that splits the candidates best. */
const rules: QuestionPolicy = async (heard, tools) => {
  const { state, before } = heard
  if (known(state) > 2 || before.questions > 0) return undefined
  const wish = wishOf(state, tools.catalogue.domain, { seed: tools.seed })
  const split = await tools.mind.question(wish, state.askedBefore)
  return split && { key: split.field, kind: 'tag', field: split.field, values: split.values }
}

/** Asked for a question: what would tell most, whatever is known already. */
export async function anyQuestion({ state }: Heard, { mind, catalogue, seed }: Deciding): Promise<Asked> {
  const split = await mind.question(wishOf(state, catalogue.domain, { seed }), state.askedBefore)
  return split
    ? { key: split.field, kind: 'tag', field: split.field, values: split.values }
    : { key: 'open', kind: 'open' }
}

/**
 * Every other turn the item whose verdict would tell most, until the bandit's own rule says stop (one item is surely the
 * best, the last answer made nothing clearer, or five were asked about); the rules where no bandit was fitted.
 */
const bandit: QuestionPolicy = async (heard, tools) => {
  const { state, before } = heard
  if (before.questions > 0) return undefined
  const wish = wishOf(state, tools.catalogue.domain, { seed: tools.seed })
  const found = await tools.mind.itemQuestion?.(wish, state.askedBefore)
  if (found === undefined) return rules(heard, tools)
  if (found === 'enough') return undefined
  return { key: `seen:${found.item}`, kind: 'seen', items: [found.item] }
}

/** What kind of thing is wanted first, as long as the rules ask; then items. */
const both: QuestionPolicy = async (heard, tools) => (await rules(heard, tools)) ?? (await bandit(heard, tools))

export const policies: Readonly<Record<PolicyName, QuestionPolicy>> = Object.freeze({ rules, bandit, both })
