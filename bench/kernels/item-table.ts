import { ItemTable, precisions } from '../../src/kernels/item-table.ts'
import { Random } from '../../src/random.ts'
import type { Subject } from './trial.ts'

const width = 100

/** One vector against 10,000 and 100,000 items; a row of a table counts as it is stored. */
export const itemTable: Subject = function* (tf) {
  const random = new Random(1)
  for (const [items, goal] of [
    [10_000, 1],
    [100_000, 5],
  ] as const) {
    const vectors = Float32Array.from({ length: items * width }, () => random.normal())
    const query = Float32Array.from({ length: width }, () => random.normal())
    const scores = new Float32Array(items)
    const [table, column] = [tf.tensor2d(vectors, [items, width]), tf.tensor2d(query, [width, 1])]
    const rival = {
      name: 'tfjs matMul',
      run() {
        const product = tf.matMul(table, column)
        scores.set(product.dataSync())
        product.dispose()
      },
    }
    for (const precision of precisions) {
      const packed = new ItemTable(vectors, width, { precision })
      // Of halves and bytes TensorFlow.js knows nothing: the loops that stand in for the kernels.
      const loops = new ItemTable(vectors, width, { precision, plain: true })
      const plain = (run: () => void) => ({ name: 'plain loops', run })
      const rivals = { rivals: [precision === 'f32' ? rival : plain(() => loops.scores(query, scores))] }
      const run = () => packed.scores(query, scores)
      yield {
        what: `item table ${precision}, ${items} x ${width}`,
        amount: packed.bytes,
        unit: 'GB/s',
        goal,
        run,
        ...rivals,
      }
      const nearest = () => void packed.nearest(query, 20)
      const top = {
        name: 'tfjs matMul, topk',
        run() {
          tf.tidy(() => void tf.topk(tf.reshape(tf.matMul(table, column), [items]), 20).indices.dataSync())
        },
      }
      yield {
        what: `20 nearest, ${precision}, ${items} x ${width}`,
        amount: packed.bytes,
        unit: 'GB/s',
        goal,
        run: nearest,
        rivals: [precision === 'f32' ? top : plain(() => void loops.nearest(query, 20))],
      }
    }
    table.dispose()
    column.dispose()
  }
}
