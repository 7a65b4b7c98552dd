import type { Random } from '../../random.ts'
import { badArtifact } from '../checks.ts'
import type { Tensors } from '../contract.ts'
import type { Gru4RecConfig } from './gru4rec-config.ts'

/** Sizes that follow from the config. */
export interface Shape {
  readonly items: number
  /** Numbers of an item vector on the output side: units of the last layer. */
  readonly size: number
  /** Rows of items as input, where they are not those of the output: how many numbers each; 0 where they are. */
  readonly inputRow: number
  /** Each layer's units and elements of input; 0 inputs where rows of items are added to the gates. */
  readonly layers: readonly { readonly units: number; readonly inputs: number }[]
}

export function shapeOf(config: Gru4RecConfig, items: number): Shape {
  const { embedding, embeddingSize, hiddenSizes } = config
  const size = hiddenSizes.at(-1)!
  const first = { shared: size, separate: embeddingSize, 'one-hot': 0 }[embedding]
  return {
    items,
    size,
    inputRow: { shared: 0, separate: embeddingSize, 'one-hot': 3 * hiddenSizes[0]! }[embedding],
    layers: hiddenSizes.map((units, l) => ({ units, inputs: l === 0 ? first : hiddenSizes[l - 1]! })),
  }
}

/**
 * The tensors of a model, names and lengths:
 * - `items` (items, size + 1): output vectors, the last number is the bias
 * - `inputs` (items, inputRow): vectors on the input side, where they are others
 * - `layer0Input` (3 units, inputs + 1), `layer0State` (3 units, units + 1), `layer1Input` ...: the rows of a unit lie
 *   together: reset, update, candidate; the last number of each is a bias
 */
export function lengthsOf(shape: Shape): Record<string, number> {
  const lengths: Record<string, number> = { items: shape.items * (shape.size + 1) }
  if (shape.inputRow > 0) lengths.inputs = shape.items * shape.inputRow
  shape.layers.forEach(({ units, inputs }, l) => {
    lengths[`layer${l}Input`] = 3 * units * (inputs + 1)
    lengths[`layer${l}State`] = 3 * units * (units + 1)
  })
  return lengths
}

export type Weights = Readonly<Record<string, Float32Array>>

/** Every block uniform in +-sqrt(6 / (rows + columns)), each gate one block; biases 0 (Glorot). */
export function initialWeights(shape: Shape, random: Random): Weights {
  const weights: Record<string, Float32Array> = {}
  const fill = (name: string, rows: number, columns: number, bias: number, block: number) => {
    const draw = random.fork(name)
    const range = Math.sqrt(6 / block)
    const tensor = new Float32Array(rows * (columns + bias))
    for (let row = 0; row < rows; row++) {
      for (let k = 0; k < columns; k++) tensor[row * (columns + bias) + k] = (2 * draw.next() - 1) * range
    }
    weights[name] = tensor
  }
  fill('items', shape.items, shape.size, 1, shape.items + shape.size)
  if (shape.inputRow > 0) {
    // One-hot rows are the input weights of three gates, each a block.
    const block = shape.layers[0]!.inputs > 0 ? shape.inputRow : shape.layers[0]!.units
    fill('inputs', shape.items, shape.inputRow, 0, shape.items + block)
  }
  shape.layers.forEach(({ units, inputs }, l) => {
    fill(`layer${l}Input`, 3 * units, inputs, 1, inputs + units)
    fill(`layer${l}State`, 3 * units, units, 1, 2 * units)
  })
  return weights
}

/** @throws TastebudError BAD_ARTIFACT for tensors that are not of that shape */
export function checkWeights(model: string, shape: Shape, tensors: Tensors): Weights {
  const lengths = lengthsOf(shape)
  for (const name of Object.keys(tensors)) {
    if (!(name in lengths)) throw badArtifact(model, `"${name}" is none of them`)
  }
  for (const [name, length] of Object.entries(lengths)) {
    const tensor = tensors[name]
    if (!(tensor instanceof Float32Array)) throw badArtifact(model, `"${name}" is missing`)
    if (tensor.length !== length) throw badArtifact(model, `"${name}" has ${tensor.length} numbers for ${length}`)
    if (!tensor.every(Number.isFinite)) throw badArtifact(model, `"${name}" holds what is no number`)
  }
  return tensors as Weights
}

/** Rows of `columns` numbers become rows of `width`, or the other way: what fits of each is copied. */
export function copyRows(from: Float32Array, fromWidth: number, to: Float32Array, toWidth: number, rows: number): void {
  const columns = Math.min(fromWidth, toWidth)
  for (let row = 0; row < rows; row++) {
    to.set(from.subarray(row * fromWidth, row * fromWidth + columns), row * toWidth)
  }
}
