/** How much less something counts the further away it is. */
export const decays = ['div', 'quadratic', 'linear', 'log', 'same'] as const
export type Decay = (typeof decays)[number]

/**
 * The weight of something `distance` steps away, 1 = next to it: div 1/g, quadratic 1/g^2, linear
 * 1 - g/10, log 1/log10(g + 1.7), same 1. Linear stops at 0 from ten steps on, where the rule as it is
 * often coded turns negative.
 */
export function decay(kind: Decay, distance: number): number {
  switch (kind) {
    case 'div':
      return 1 / distance
    case 'quadratic':
      return 1 / (distance * distance)
    case 'linear':
      return Math.max(0, 1 - 0.1 * distance)
    case 'log':
      return 1 / Math.log10(distance + 1.7)
    case 'same':
      return 1
  }
}
