import { z } from 'zod'

/**
 * How several threads train one model: `synchronous`: so that a seed gives the same bits every time; `hogwild`: sharing
 * what is learned without locks (Niu et al. 2011), so that each run gives slightly different ones.
 */
export const parallel = z.enum(['synchronous', 'hogwild'])

/** What a report says where threads were let loose. */
export const hogwildNote = (workers: number, what: string) =>
  `${workers} workers shared the ${what} without locks (Hogwild): the next run gives slightly different ones.`
