import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWorkerMind, type Trouble, type WorkerMindOptions } from '../../../src/dialogue/mind/worker-mind.ts'
import { games, writeHome } from './home.ts'
import { catalogueOf, id, nothing } from './world.ts'

// Runs the compiled worker in dist/, as the program does: `npm run build` comes before the tests.
const HANG = 'please hang'
const context = { shown: [] }
const catalogue = catalogueOf(games.map((game) => ({ id: game.id, tags: { kind: game.kind } })))
let home: Awaited<ReturnType<typeof writeHome>>
beforeAll(async () => {
  home = await writeHome()
})
afterAll(() => home.remove())

function mindWith(options: Partial<WorkerMindOptions> = {}) {
  const troubles: Trouble[] = []
  const mind = createWorkerMind({
    source: home.source,
    catalogue,
    worker: fileURLToPath(new URL('./hanging-worker.mjs', import.meta.url)),
    deadlines: { understand: 500, recommend: 500, question: 500 },
    onTrouble: (trouble) => troubles.push(trouble),
    ...options,
  })
  return { mind, troubles }
}

/** Asks until the answer is not a fallback any more. */
async function recovered(mind: ReturnType<typeof createWorkerMind>) {
  for (let tries = 0; tries < 100; tries++) {
    const found = await mind.recommend(nothing)
    if (!found.degraded) return found
  }
  return undefined
}

describe('WorkerMind', { timeout: 60_000 }, () => {
  test('requests made before it has loaded wait for it', async () => {
    const { mind, troubles } = mindWith()
    const [meaning, found, question] = await Promise.all([
      mind.understand('hello', context),
      mind.recommend({ ...nothing, count: 1 }),
      mind.question(nothing, []),
    ])
    expect(meaning.degraded).toBeUndefined()
    expect(found.items[0]?.item).toBe('g29')
    expect(found.degraded).toBeUndefined()
    expect(question?.field).toBe('kind')
    expect(troubles).toEqual([])
    await mind.close()
  })

  test('a worker that hangs on a message costs that answer its polish; a fresh one answers afterwards', async () => {
    const { mind, troubles } = mindWith()
    await mind.ready
    const order: string[] = []
    const ticking = setInterval(() => order.push('tick'), 5)
    const hung = mind.understand(HANG, context).then((meaning) => {
      order.push('answer')
      return meaning
    })
    const meaning = await hung
    clearInterval(ticking)
    expect(meaning).toMatchObject({ text: HANG, degraded: true, clauses: [{ intent: 'unclear' }] })
    // The bot's own thread went on with other work while the worker span.
    expect(order.at(-1)).toBe('answer')
    expect(order.filter((entry) => entry === 'tick').length).toBeGreaterThan(5)
    expect(troubles).toEqual([{ kind: 'late', request: 'understand' }])
    expect(await recovered(mind)).toMatchObject({ candidates: 30 })
    expect((await mind.understand('hello', context)).degraded).toBeUndefined()
    await mind.close()
  })

  test('while it is replaced, the most popular of what fits is offered', async () => {
    const { mind } = mindWith()
    await mind.ready
    const wish = {
      ...nothing,
      query: HANG,
      exclude: [id('g29')],
      constraints: [{ kind: 'tag', field: 'kind', value: 'card', has: true } as const],
    }
    const found = await mind.recommend(wish)
    expect(found.degraded).toBe(true)
    expect(found.items.map((one) => one.item)).toEqual(['g27', 'g25', 'g23'])
    expect(await mind.question({ ...wish }, [])).toBeUndefined()
    await mind.close()
  })

  test('one that hangs keeps nobody else waiting beyond the deadline, and hangs again and again without harm', async () => {
    const { mind, troubles } = mindWith()
    await mind.ready
    for (let round = 0; round < 2; round++) {
      const hung = mind.recommend({ ...nothing, query: HANG })
      const behind = mind.recommend(nothing)
      expect((await hung).degraded).toBe(true)
      expect((await behind).items).toHaveLength(3)
      expect(await recovered(mind)).toBeDefined()
    }
    expect(troubles.filter((trouble) => trouble.kind === 'late')).toHaveLength(2)
    await mind.close()
  })

  test('an error inside the worker gives a plain answer and is reported', async () => {
    const { mind, troubles } = mindWith()
    await mind.ready
    const broken = { ...nothing, tags: undefined } as unknown as typeof nothing
    expect((await mind.recommend(broken)).degraded).toBe(true)
    expect(troubles).toMatchObject([{ kind: 'failed', request: 'recommend' }])
    expect((await mind.recommend(nothing)).degraded).toBeUndefined()
    await mind.close()
  })

  test('what cannot be loaded is told by `ready` and by every request, with its code', async () => {
    const { mind } = mindWith({ source: { ...home.source, domain: '/nowhere.yml' } })
    const early = mind.recommend(nothing)
    await expect(mind.ready).rejects.toMatchObject({ name: 'TastebudError', code: 'NO_FILE' })
    await expect(early).rejects.toMatchObject({ code: 'NO_FILE' })
    await expect(mind.understand('hello', context)).rejects.toMatchObject({ code: 'NO_FILE' })
    await mind.close()
  })

  test('limits that the catalogue cannot keep are refused at once, before any worker is started', () => {
    const source = { ...home.source, limits: { blocked: [{ field: 'kind', value: 'no such' }] } }
    expect(() => mindWith({ source })).toThrow(expect.objectContaining({ code: 'BAD_CONFIG' }))
  })

  test('the fallback keeps the limits too', async () => {
    const { mind } = mindWith({ source: { ...home.source, limits: { blocked: [{ field: 'KIND', value: 'Cards' }] } } })
    await mind.ready
    const found = await mind.recommend({ ...nothing, query: HANG })
    expect(found.degraded).toBe(true)
    expect(found.items.map((one) => one.item)).toEqual(['g28', 'g26', 'g24'])
    await mind.close()
  })

  test('closing answers what is still asked, and later requests, plainly', async () => {
    const { mind } = mindWith()
    await mind.ready
    const hung = mind.recommend({ ...nothing, query: HANG })
    await mind.close()
    expect((await hung).degraded).toBe(true)
    expect((await mind.recommend(nothing)).degraded).toBe(true)
  })
})
