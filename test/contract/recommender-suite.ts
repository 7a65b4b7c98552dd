import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadModel } from '../../src/artifacts/load.ts'
import { save } from '../../src/artifacts/save.ts'
import { TastebudError } from '../../src/errors.ts'
import { Random } from '../../src/random.ts'
import type { FitRun, Recipe, Recommender, RowQuery, Tensors } from '../../src/recommenders/contract.ts'
import { checkerboard } from '../worlds/checkerboard.ts'
import { cycle } from '../worlds/cycle.ts'
import { interactionsOf, rankOf, rows, type World } from '../worlds/world.ts'

/** One thing that every recommender must do. `run` throws where it does not. */
export interface Check {
  readonly name: string
  applies(recipe: Recipe): boolean
  run(recipe: Recipe, options?: object): Promise<void>
}

/** Models that say the same to everybody, by definition. */
const impersonal = new Set(['popularity'])

const always = () => true
const run = (seed = 1): FitRun => ({ random: new Random(seed) })
const board = () => checkerboard(new Random(7))

async function fitted(recipe: Recipe, world: World, options: object = {}, seed = 1): Promise<Recommender> {
  const model = recipe.create(options)
  await model.fit(world.data, run(seed))
  return model
}

function scoresOf(model: Recommender, query: RowQuery): Float32Array {
  const scores = new Float32Array(model.items).fill(Number.NaN)
  model.score(query, scores)
  return scores
}

/** Histories of every kind: nothing, one, a repeat, all, with strengths. */
function queriesOf(world: World): RowQuery[] {
  const all = Array.from({ length: world.data.interactions.items.size }, (_, row) => row)
  return [
    { history: [] },
    ...all.map((row) => ({ history: rows(row) })),
    { history: rows(3, 5, 3, 3) },
    { history: rows(...all) },
    { history: rows(2, 4, 7), strengths: [0.5, 2, 1] },
    ...world.riddles.slice(0, 20),
  ]
}

async function solves(recipe: Recipe, world: World, options: object = {}): Promise<void> {
  const model = await fitted(recipe, world, options)
  const wrong = world.riddles.filter((riddle) => rankOf(riddle, scoresOf(model, riddle)) !== 1)
  assert.equal(wrong.length, 0, `${wrong.length} of ${world.riddles.length} riddles are answered wrongly`)
}

function coded(code: string, make: () => unknown, what: string): void {
  assert.throws(make, (error) => error instanceof TastebudError && error.code === code, `${what} must throw ${code}`)
}

const sameBytes = (a: Tensors, b: Tensors) => assert.deepEqual(a, b, 'the tensors differ')

export const recommenderChecks: readonly Check[] = [
  {
    name: 'finds the held-out cell of a checkerboard',
    applies: (recipe) => !impersonal.has(recipe.name),
    run: (recipe, options) => solves(recipe, board(), options),
  },
  {
    name: 'finds the next item of a cycle',
    applies: (recipe) => recipe.needs.includes('order'),
    run: (recipe, options) => solves(recipe, cycle(new Random(7)), options),
  },
  {
    name: 'reports what it learnt from',
    applies: always,
    async run(recipe, options = {}) {
      const world = board()
      const report = await recipe.create(options).fit(world.data, run())
      const { rows: events, items } = world.data.interactions
      assert.deepEqual(
        { ...report, notes: [] },
        { model: recipe.name, events: events.length, items: items.size, notes: [] },
      )
    },
  },
  {
    name: 'writes every score, a number, whatever is asked',
    applies: always,
    async run(recipe, options) {
      const world = board()
      const model = await fitted(recipe, world, options)
      for (const query of queriesOf(world)) {
        assert.ok(scoresOf(model, query).every(Number.isFinite), `a score after ${query.history} is not finite`)
      }
    },
  },
  {
    name: 'answers by the query alone, not by what was asked before',
    applies: always,
    async run(recipe, options) {
      const world = board()
      const model = await fitted(recipe, world, options)
      const first = queriesOf(world).map((query) => scoresOf(model, query))
      const again = queriesOf(world)
        .reverse()
        .map((query) => scoresOf(model, query))
      assert.deepEqual(again.reverse(), first)
    },
  },
  {
    name: 'leaves the query as it was',
    applies: always,
    async run(recipe, options) {
      const world = board()
      const model = await fitted(recipe, world, options)
      const history = rows(4, 2, 4, 8)
      const strengths = [1, 2, 1, 3]
      scoresOf(model, { history, strengths })
      assert.deepEqual({ history, strengths }, { history: rows(4, 2, 4, 8), strengths: [1, 2, 1, 3] })
      scoresOf(model, Object.freeze({ history: Object.freeze(rows(1, 3)) }))
    },
  },
  {
    name: 'learns the same from the same seed',
    applies: always,
    async run(recipe, options) {
      const [one, two] = [await fitted(recipe, board(), options, 5), await fitted(recipe, board(), options, 5)]
      sameBytes(one.tensors(), two.tensors())
    },
  },
  {
    name: 'gives the same bits after saving and loading',
    applies: always,
    async run(recipe, options) {
      const world = board()
      const { ids } = world.data.interactions.items
      const model = await fitted(recipe, world, options)
      const home = await mkdtemp(join(tmpdir(), 'tastebud-suite-'))
      try {
        const content = { model: recipe.name, config: model.config, items: ids, data: { fingerprint: 'f', events: 1 } }
        const hash = await save(join(home, 'model'), content, model.tensors())
        const loaded = await loadModel(join(home, 'model'), ids)
        assert.deepEqual({ ...loaded.config }, { ...model.config })
        assert.equal(loaded.items, model.items)
        sameBytes(loaded.tensors(), model.tensors())
        for (const query of queriesOf(world)) assert.deepEqual(scoresOf(loaded, query), scoresOf(model, query))
        assert.equal(await save(join(home, 'again'), content, loaded.tensors()), hash)
      } finally {
        await rm(home, { recursive: true, force: true })
      }
    },
  },
  {
    name: 'refuses tensors that do not fit',
    applies: always,
    async run(recipe, options) {
      const model = await fitted(recipe, board(), options)
      const tensors = model.tensors()
      const [[name, first] = assert.fail('no tensors')] = Object.entries(tensors)
      const restore = (items: number, changed: Tensors) => () => recipe.restore(model.config, items, changed)
      coded('BAD_ARTIFACT', restore(model.items, {}), 'no tensors')
      coded('BAD_ARTIFACT', restore(model.items, { ...tensors, more: new Float32Array(1) }), 'a tensor too many')
      coded('BAD_ARTIFACT', restore(model.items, { ...tensors, [name]: first.slice(1) }), 'a tensor cut short')
      coded('BAD_ARTIFACT', restore(1, tensors), 'tensors of more items')
    },
  },
  {
    name: 'refuses options that it does not know or that are no values',
    applies: always,
    async run(recipe) {
      coded('BAD_OPTION', () => recipe.create({ noSuchOption: 1 } as object), 'an unknown option')
      for (const [option, value] of Object.entries(recipe.defaults)) {
        coded('BAD_OPTION', () => recipe.create({ [option]: Symbol('x') } as object), `a symbol as ${option}`)
        if (typeof value !== 'number') continue
        // -1 means something as an exponent, -1000 nowhere
        for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, -1000, '3', null]) {
          coded('BAD_OPTION', () => recipe.create({ [option]: bad } as object), `${String(bad)} as ${option}`)
        }
      }
    },
  },
  {
    name: 'has a frozen config with its defaults',
    applies: always,
    async run(recipe) {
      const { config } = recipe.create()
      assert.ok(Object.isFrozen(config), 'the config can be changed')
      assert.deepEqual({ ...config }, { ...recipe.defaults })
    },
  },
  {
    name: 'refuses to learn from nothing',
    applies: always,
    async run(recipe, options = {}) {
      for (const interactions of [interactionsOf([], 0), interactionsOf([], 3), interactionsOf([[]], 3)]) {
        await assert.rejects(
          recipe.create(options).fit({ interactions }, run()),
          (error) => error instanceof TastebudError && error.code === 'NO_DATA',
          'empty data must throw NO_DATA',
        )
      }
    },
  },
  {
    name: 'refuses to speak before it has learnt',
    applies: always,
    async run(recipe, options = {}) {
      const model = recipe.create(options)
      coded('NOT_FITTED', () => model.score({ history: [] }, new Float32Array(0)), 'score before fit')
      coded('NOT_FITTED', () => model.tensors(), 'tensors before fit')
    },
  },
  {
    name: 'refuses a wrong buffer, row or strength',
    applies: always,
    async run(recipe, options) {
      const model = await fitted(recipe, board(), options)
      const ask = (query: RowQuery, length = model.items) => {
        assert.throws(() => model.score(query, new Float32Array(length)), RangeError, JSON.stringify(query))
      }
      ask({ history: [] }, model.items - 1)
      ask({ history: rows(0) }, model.items + 1)
      for (const row of [-1, model.items, 0.5, Number.NaN]) ask({ history: rows(row) })
      ask({ history: rows(1), strengths: [] })
      for (const at of [Number.NaN, Number.POSITIVE_INFINITY]) ask({ history: rows(1), at })
      for (const strength of [0, -1, Number.NaN]) ask({ history: rows(1), strengths: [strength] })
    },
  },
  {
    name: 'stops when it is called off',
    applies: always,
    async run(recipe, options = {}) {
      const signal = AbortSignal.abort(new Error('called off'))
      await assert.rejects(recipe.create(options).fit(board().data, { ...run(), signal }), /called off/)
    },
  },
]
