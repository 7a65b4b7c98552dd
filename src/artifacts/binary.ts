import { endianness } from 'node:os'
import type { Tensors } from '../recommenders/contract.ts'
import type { TensorType } from './manifest.ts'

export type Tensor = Tensors[string]

const constructors = {
  float32: Float32Array,
  float64: Float64Array,
  uint32: Uint32Array,
  int32: Int32Array,
  uint8: Uint8Array,
} as const

export function typeOf(tensor: Tensor): TensorType {
  if (tensor instanceof Float32Array) return 'float32'
  if (tensor instanceof Float64Array) return 'float64'
  if (tensor instanceof Uint32Array) return 'uint32'
  if (tensor instanceof Int32Array) return 'int32'
  return 'uint8'
}

export function bytesPerNumber(type: TensorType): number {
  return constructors[type].BYTES_PER_ELEMENT
}

/** Little-endian bytes, whatever this machine uses. */
export function toBytes(tensor: Tensor): Uint8Array {
  const bytes = new Uint8Array(tensor.buffer, tensor.byteOffset, tensor.byteLength)
  return endianness() === 'LE' ? bytes : swapped(bytes, tensor.BYTES_PER_ELEMENT)
}

/** The numbers of little-endian bytes; a copy, so that they are aligned. */
export function fromBytes(type: TensorType, bytes: Uint8Array): Tensor {
  // not `slice`, which on a Buffer of Node is a view into a pool
  const copy = endianness() === 'LE' ? new Uint8Array(bytes) : swapped(bytes, bytesPerNumber(type))
  return new constructors[type](copy.buffer as ArrayBuffer)
}

/** The numbers of little-endian bytes that have a buffer of their own and are read no more: where they lie, if they can. */
export function viewOf(type: TensorType, bytes: Uint8Array<ArrayBuffer>): Tensor {
  const own = bytes.byteLength === bytes.buffer.byteLength
  return own && endianness() === 'LE' ? new constructors[type](bytes.buffer) : fromBytes(type, bytes)
}

function swapped(bytes: Uint8Array, width: number): Uint8Array {
  const copy = new Uint8Array(bytes)
  for (let at = 0; at < copy.length; at += width) copy.subarray(at, at + width).reverse()
  return copy
}
