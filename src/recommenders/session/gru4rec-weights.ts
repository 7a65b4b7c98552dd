import type { Random } from '../../random.ts'
import { badArtifact } from '../checks.ts'
import type { Tensors } from '../contract.ts'
import type { Gru4RecConfig } from './gru4rec-config.ts'

/** Sizes of a network that follow from the config. */
export interface Shape {
  /** What its tensors' names begin with; nothing for the first network of a model. */
  readonly prefix: string
  readonly items: number
  /** Numbers of an item vector on the output side: units of the last layer. */
  readonly size: number
  /** Whether it has item vectors of its own on the output side. */
  readonly scored: boolean
  /** What it learns of an item as input: nothing where it reads features only. */
  readonly embedding: Gru4RecConfig['embedding'] | 'none'
  /** Rows of items as input, where they are not those of the output: how many numbers each; 0 where they are. */
  readonly inputRow: number
  /** Numbers that are given of an item beside. */
  readonly features: number
  /** Each layer's units and elements of input, features among them; rows that are added to the gates are none. */
  readonly layers: readonly { readonly units: number; readonly inputs: number }[]
}

/** @param more of a network that reads features as well, or has no item vectors of its own */
export function shapeOf(
  config: Pick<Gru4RecConfig, 'embeddingSize' | 'hiddenSizes'> & Pick<Shape, 'embedding'>,
  items: number,
  more: Partial<Pick<Shape, 'prefix' | 'scored' | 'features'>> = {},
): Shape {
  const { embedding, embeddingSize, hiddenSizes } = config
  const { prefix = '', scored = true, features = 0 } = more
  const size = hiddenSizes.at(-1)!
  const first = { shared: size, separate: embeddingSize, 'one-hot': 0, none: 0 }[embedding] + features
  return {
    prefix,
    items,
    size,
    scored,
    embedding,
    inputRow: { shared: 0, separate: embeddingSize, 'one-hot': 3 * hiddenSizes[0]!, none: 0 }[embedding],
    features,
    layers: hiddenSizes.map((units, l) => ({ units, inputs: l === 0 ? first : hiddenSizes[l - 1]! })),
  }
}

/** The name of a tensor of a network. */
export const nameOf = ({ prefix }: Shape, bare: string) =>
  prefix === '' ? bare : `${prefix}${bare[0]!.toUpperCase()}${bare.slice(1)}`

/**
 * The tensors of a model, names and lengths:
 * - `items` (items, size + 1): output vectors, the last number is the bias; none where they are another network's
 * - `inputs` (items, inputRow): vectors on the input side, where they are others
 * - `layer0Input` (3 units, inputs + 1), `layer0State` (3 units, units + 1), `layer1Input` ...: the rows of a unit lie
 *   together: reset, update, candidate; the last number of each is a bias
 */
export function lengthsOf(shape: Shape): Record<string, number> {
  const lengths: Record<string, number> = {}
  const name = (bare: string) => nameOf(shape, bare)
  if (shape.scored) lengths[name('items')] = shape.items * (shape.size + 1)
  if (shape.inputRow > 0) lengths[name('inputs')] = shape.items * shape.inputRow
  shape.layers.forEach(({ units, inputs }, l) => {
    lengths[name(`layer${l}Input`)] = 3 * units * (inputs + 1)
    lengths[name(`layer${l}State`)] = 3 * units * (units + 1)
  })
  return lengths
}

export type Weights = Readonly<Record<string, Float32Array>>

/** Every block uniform in +-sqrt(6 / (rows + columns)), each gate one block; biases 0 (Glorot). */
export function initialWeights(shape: Shape, random: Random): Weights {
  const weights: Record<string, Float32Array> = {}
  const fill = (bare: string, rows: number, columns: number, bias: number, block: number) => {
    const name = nameOf(shape, bare)
    const draw = random.fork(name)
    const range = Math.sqrt(6 / block)
    const tensor = new Float32Array(rows * (columns + bias))
    for (let row = 0; row < rows; row++) {
      for (let k = 0; k < columns; k++) tensor[row * (columns + bias) + k] = (2 * draw.next() - 1) * range
    }
    weights[name] = tensor
  }
  if (shape.scored) fill('items', shape.items, shape.size, 1, shape.items + shape.size)
  if (shape.inputRow > 0) {
    // One-hot rows are the input weights of three gates, each a block.
    const block = shape.embedding === 'one-hot' ? shape.layers[0]!.units : shape.inputRow
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
  return checkTensors(model, lengthsOf(shape), tensors)
}

/** @throws TastebudError BAD_ARTIFACT for tensors that are not of those names and lengths */
export function checkTensors(model: string, lengths: Readonly<Record<string, number>>, tensors: Tensors): Weights {
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
