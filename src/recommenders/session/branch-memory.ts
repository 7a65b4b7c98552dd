import type { Arena } from '../../kernels/arena.ts'
import { at } from '../../kernels/arena.ts'
import type { Arrays } from '../../kernels/arrays.ts'
import { branchFields, layerFields, parts } from '../../kernels/gru4rec.ts'
import { Struct } from '../../kernels/struct.ts'
import type { Gru4RecConfig } from './gru4rec-config.ts'
import { nameOf, type Shape } from './gru4rec-weights.ts'

export const up = (n: number, multiple: number) => Math.ceil(n / multiple) * multiple

/** Sizes of a training that its networks share. */
export interface Batch {
  readonly lanes: number
  /** Floats from one row of lanes to the next. */
  readonly stride: number
  /** Most columns of a step. */
  readonly columns: number
  /** Floats of an item's row. */
  readonly itemWidth: number
}

/** Where a network's segment of the items' rows lies, and its part of the gradient by what is scored. */
export interface Place {
  readonly at: number
  readonly downAt: number
}

/** Where tensors of the model lie while it is trained: padded rows, each with sums of squares and velocities. */
export interface Table {
  readonly name: string
  /** The array, and which float of it is the first. */
  readonly array: string
  readonly offset: number
  readonly rows: number
  readonly columns: number
  /** Floats from one row to the next. */
  readonly width: number
}

const modes = { shared: 0, separate: 1, 'one-hot': 2, none: 3 } as const
/** Floats of a network's segment of an item's row. */
export const widthOf = (shape: Shape) => (shape.scored ? up(shape.size + 1, 8) : 0)
const inputWidthOf = ({ embedding, inputRow, size }: Shape) =>
  embedding === 'none' ? 0 : up((inputRow || size) + 1, 8)
export const bytesOfRecords = ({ layers }: Shape) =>
  Struct.room(branchFields) + layers.length * Struct.room(layerFields)

/** Tables of a network beside the items. */
export function tablesOf(shape: Shape): Table[] {
  const table = (bare: string, rows: number, columns: number): Table => {
    const name = nameOf(shape, bare)
    return { name, array: name, offset: 0, rows, columns, width: up(columns, 8) }
  }
  const tables: Table[] = []
  const { layers, inputRow, items } = shape
  if (inputRow > 0) tables.push({ ...table('inputs', items, inputRow), width: inputWidthOf(shape) })
  layers.forEach(({ units, inputs }, l) => {
    tables.push(table(`layer${l}Input`, 3 * units, inputs + 1))
    tables.push(table(`layer${l}State`, 3 * units, units + 1))
  })
  return tables
}

/** Says which arrays a network needs beside its tables. @param apart whether its last states lie by themselves */
export function wantBranch(a: Arrays, shape: Shape, config: Gru4RecConfig, batch: Batch, apart: boolean): void {
  const name = (bare: string) => nameOf(shape, bare)
  const { lanes, stride, columns } = batch
  const { items, layers, embedding } = shape
  const inputWidth = inputWidthOf(shape)
  const xWidth = up(layers[0]!.inputs + 1, 8)
  a.want('u32', name('columnRow'), columns)
  a.want('i32', name('inputItem'), lanes)
  a.want('i32', name('inputSlot'), lanes)
  a.want('u32', name('inputOf'), embedding === 'none' ? 0 : items)
  a.want('f32', name('inputGradient'), lanes * inputWidth)
  a.want('f32', name('turned'), (inputWidth + 8) * stride)
  a.want('f32', name('byLane'), lanes * inputWidth)
  if (config.dropoutEmbedding > 0) {
    a.want('f32', name('inputMask'), lanes * (embedding === 'one-hot' ? inputWidth : xWidth))
  }
  a.want('u32', name('layers'), layers.length)
  layers.forEach(({ units, inputs }, l) => {
    const even = up(units, 2)
    const width = up(units + 1, 8)
    const rows = 3 * even
    for (const part of ['wRows', 'uRows', 'fromInputRows', 'fromStateRows']) a.want('u32', name(`${l}${part}`), rows)
    if (l === 0) {
      a.want('f32', name('0x'), xWidth * stride)
      a.want('f32', name('0xByLane'), lanes * xWidth)
    }
    for (const turn of [0, 1]) {
      if (apart || l < layers.length - 1) a.want('f32', name(`${l}state${turn}`), width * stride)
      a.want('f32', name(`${l}byLane${turn}`), lanes * width)
    }
    for (const part of ['fromInput', 'fromState']) a.want('f32', name(`${l}${part}`), (rows + 8) * stride)
    for (const part of ['r', 'z', 'c']) a.want('f32', name(`${l}${part}`), even * stride)
    if (config.dropoutHidden > 0) a.want('f32', name(`${l}mask`), units * stride)
    if (l === 0 && embedding === 'one-hot') a.want('f32', name('0added'), inputWidth * stride)
    a.want('f32', name(`${l}down`), parts * up(inputs, 6) * stride)
  })
}

/** A network in memory: its record, and what can be switched while it is trained. */
export interface Branch {
  readonly address: number
  /** Whether dropout falls on it: not where it is asked and does not learn. */
  dropout(on: boolean): void
}

/**
 * Lays a network out.
 * @param states addresses of its last layer's two states where they lie among those of others
 */
export function setBranch(
  arena: Arena,
  a: Arrays,
  shape: Shape,
  config: Gru4RecConfig,
  batch: Batch,
  place: Place,
  states: readonly [Float32Array, Float32Array] | undefined,
): Branch {
  const name = (bare: string) => nameOf(shape, bare)
  const { lanes, stride, itemWidth } = batch
  const { embedding, layers, features } = shape
  const mode = modes[embedding]
  const learned = shape.inputRow || (mode === 0 ? shape.size : 0)
  const inputWidth = inputWidthOf(shape)
  const branch = new Struct(arena, branchFields)
  const table = (suffix: string) =>
    mode === 3 ? 0 : mode === 0 ? addressOf(a, `items${suffix}`, place.at) : addressOf(a, name(`inputs${suffix}`))
  branch.set({
    layerCount: layers.length,
    units: shape.size,
    at: place.at,
    width: widthOf(shape),
    downAt: place.downAt,
    mixed: a.find(name('mixed')),
    mode,
    inputSize: learned,
    inputRowWidth: inputWidth,
    inputStride: mode === 0 ? itemWidth : inputWidth,
    inputItems: table(''),
    inputSquares: table('Squares'),
    inputVelocity: table('Velocity'),
    featureSize: features,
    maskWidth: mode === 2 ? inputWidth : up(layers[0]!.inputs + 1, 8),
    inputKeep: keepOf(config.dropoutEmbedding),
    inputScale: 1 / (1 - config.dropoutEmbedding),
    stateKeep: keepOf(config.dropoutHidden),
    stateScale: 1 / (1 - config.dropoutHidden),
  })
  for (const part of [
    ...(['layers', 'columnRow', 'features', 'inputItem', 'inputSlot', 'inputOf', 'inputGradient'] as const),
    ...(['inputMask', 'turned', 'byLane'] as const),
  ]) {
    branch.set({ [part]: a.find(name(part)) })
  }
  const records = layers.map(({ units, inputs }, l) => {
    const record = new Struct(arena, layerFields)
    const [w, u] = [name(`layer${l}Input`), name(`layer${l}State`)]
    // What is given needs no gradient: it lies behind what is learned.
    const own = l === 0 ? (mode === 2 ? 0 : learned) : inputs
    record.set({
      units,
      even: up(units, 2),
      width: up(units + 1, 8),
      inputs: own,
      inputWidth: up(inputs + 1, 8),
      w: a.f32(w),
      wSquares: a.f32(`${w}Squares`),
      wVelocity: a.find(`${w}Velocity`),
      u: a.f32(u),
      uSquares: a.f32(`${u}Squares`),
      uVelocity: a.find(`${u}Velocity`),
      downRows: up(inputs, 6),
    })
    for (const part of [
      ...(['wRows', 'uRows', 'x', 'xByLane', 'state0', 'state1', 'byLane0', 'byLane1', 'fromInput'] as const),
      ...(['fromState', 'fromInputRows', 'fromStateRows', 'r', 'z', 'c', 'mask', 'added', 'down'] as const),
    ]) {
      record.set({ [part]: a.find(name(`${l}${part}`)) })
    }
    const last = l === layers.length - 1
    const own2 = [0, 1].map((turn) => (last && states?.[turn]) || a.f32(name(`${l}state${turn}`)))
    record.set({ state0: own2[0], state1: own2[1] })
    rowTable(a.u32(name(`${l}wRows`)), a.f32(w), up(inputs + 1, 8))
    rowTable(a.u32(name(`${l}uRows`)), a.f32(u), up(units + 1, 8))
    rowTable(a.u32(name(`${l}fromInputRows`)), a.f32(name(`${l}fromInput`)), stride)
    rowTable(a.u32(name(`${l}fromStateRows`)), a.f32(name(`${l}fromState`)), stride)
    // The element above all units is 1: what the biases are multiplied by.
    for (const turn of [0, 1]) {
      own2[turn]!.fill(1, units * stride, units * stride + lanes)
      const byLane = a.f32(name(`${l}byLane${turn}`))
      for (let lane = 0; lane < lanes; lane++) byLane[lane * up(units + 1, 8) + units] = 1
    }
    if (l === 0 && mode === 2 && features === 0) {
      a.f32(name('0x')).fill(1, 0, lanes)
      for (let lane = 0; lane < lanes; lane++) a.f32(name('0xByLane'))[lane * 8] = 1
    }
    a.u32(name('layers'))[l] = record.address
    return record
  })
  return {
    address: branch.address,
    dropout(on) {
      branch.set({ inputMask: on ? a.find(name('inputMask')) : undefined })
      records.forEach((record, l) => {
        record.set({ mask: on ? a.find(name(`${l}mask`)) : undefined })
      })
    },
  }
}

/** The address of a float of an array, 0 where there is no such array. */
function addressOf(a: Arrays, name: string, float = 0): number {
  const array = a.find(name)
  return array ? at(array) + 4 * float : 0
}

/** A draw of 32 bits stays where it is below this. */
const keepOf = (dropout: number) => Math.min(0xffffffff, Math.round((1 - dropout) * 2 ** 32))

export function rowTable(into: Uint32Array, rows: Float32Array, width: number): void {
  for (let row = 0; row < into.length; row++) into[row] = at(rows) + 4 * width * row
}
