// One layer of gated recurrent units whose reset gate acts after the recurrent product (Cho et al. 2014, as libraries
// build it):
//   r = s(Wr x + Ur h), z = s(Wz x + Uz h), c = tanh(Wc x + r (Uc h)), h' = (1 - z) h + z c
// Element `size` of x and h is 1, so that the column under it is a bias. The three rows of a unit lie together.
import { shareFrom } from './crew'
import { adagrad } from './adagrad'
import { gemmNN, gemmTN } from './gemm'
import { sigmoid4, tanh4 } from './math'

/** Into how many parts units and items are cut, whoever works on which: sums over parts have one order. */
export const parts = 8

@unmanaged
export class Layer {
  /** units, and rounded up to an even number */
  units: i32
  even: i32
  /** floats of a row of the recurrent weights, and of h by lane */
  width: i32
  /** elements of the input, and floats of a row of its weights */
  inputs: i32
  inputWidth: i32
  /** (3 even, inputWidth) weights, sums of squares, velocities (0: none); u32 addresses of the rows */
  w: usize
  wSquares: usize
  wVelocity: usize
  wRows: usize
  /** (3 even, width), the same */
  u: usize
  uSquares: usize
  uVelocity: usize
  uRows: usize
  /** (inputWidth, stride) and (lanes, inputWidth): the input of the first layer */
  x: usize
  xByLane: usize
  /** (width, stride) and (lanes, width): the state before this step and after it, taking turns */
  state0: usize
  state1: usize
  byLane0: usize
  byLane1: usize
  /** (3 even, stride): products with input and state, then their gradients; u32 addresses of the latter's rows */
  fromInput: usize
  fromState: usize
  fromInputRows: usize
  fromStateRows: usize
  /** (even, stride) */
  r: usize
  z: usize
  c: usize
  /** (width, stride): what dropout multiplies the new state by; 0 where there is none */
  mask: usize
  /** (3 even, stride): what looked-up rows add to the input product; 0 where there are none */
  added: usize
  /** (parts, downRows, stride): each part's gradient by this layer's input */
  down: usize
  downRows: i32
}

// @ts-ignore: decorator
@inline
export function unitFrom(layer: Layer, part: i32): i32 {
  return shareFrom(layer.even, part, parts, 2)
}

/** Units of a part: reads state `h`, writes state `next`. */
export function forward(
  layer: Layer, part: i32, x: usize, h: usize, next: usize, lanes: i32, stride: i32,
): void {
  const from = unitFrom(layer, part)
  const to = unitFrom(layer, part + 1)
  if (from == to) return
  const row = <usize>stride << 2
  const first = <usize>(3 * from)
  const n = 3 * (to - from)
  gemmNN(layer.wRows + (first << 2), n, lanes, layer.inputWidth, x, stride, layer.fromInput + first * row, stride)
  gemmNN(layer.uRows + (first << 2), n, lanes, layer.width, h, stride, layer.fromState + first * row, stride)
  const one = f32x4.splat(1)
  for (let j = from; j < min(to, layer.units); j++) {
    const own = <usize>j * row
    let gx = layer.fromInput + 3 * own
    let gh = layer.fromState + 3 * own
    let add = layer.added + 3 * own
    for (let lane = 0; lane < lanes; lane += 4) {
      const at = own + (<usize>lane << 2)
      let xr = v128.load(gx), xz = v128.load(gx + row), xc = v128.load(gx + 2 * row)
      if (layer.added) {
        xr = f32x4.add(xr, v128.load(add))
        xz = f32x4.add(xz, v128.load(add + row))
        xc = f32x4.add(xc, v128.load(add + 2 * row))
        add += 16
      }
      const r = sigmoid4(f32x4.add(xr, v128.load(gh)))
      const z = sigmoid4(f32x4.add(xz, v128.load(gh + row)))
      const c = tanh4(f32x4.add(xc, f32x4.mul(r, v128.load(gh + 2 * row))))
      v128.store(layer.r + at, r)
      v128.store(layer.z + at, z)
      v128.store(layer.c + at, c)
      let y = f32x4.add(f32x4.mul(f32x4.sub(one, z), v128.load(h + at)), f32x4.mul(z, c))
      if (layer.mask) y = f32x4.mul(y, v128.load(layer.mask + at))
      v128.store(next + at, y)
      gx += 16
      gh += 16
    }
  }
}

/**
 * Units of a part: from the gradient by their new state to that by the input, and the step of their weights. The state
 * before is taken as given: no gradient flows back through time.
 * @param above (parts, aboveRows, stride): the gradient by the new state, in parts to be added in their order
 * @param xByLane (lanes, inputWidth)  @param hByLane (lanes, width): the state before
 * @param scratch room for 6 rows of either width
 */
export function backward(
  layer: Layer, part: i32, above: usize, aboveRows: i32, h: usize, xByLane: usize, hByLane: usize,
  lanes: i32, stride: i32, rate: f32, momentum: f32, scratch: usize,
): void {
  const from = unitFrom(layer, part)
  const to = unitFrom(layer, part + 1)
  const row = <usize>stride << 2
  const down = layer.down + <usize>(part * layer.downRows) * row
  memory.fill(down, 0, <usize>layer.downRows * row)
  if (from == to) return
  const one = f32x4.splat(1)
  const apart = <usize>aboveRows * row
  for (let j = from; j < min(to, layer.units); j++) {
    const own = <usize>j * row
    let gx = layer.fromInput + 3 * own
    let gh = layer.fromState + 3 * own
    for (let lane = 0; lane < lanes; lane += 4) {
      const at = own + (<usize>lane << 2)
      let g = v128.load(above + at)
      for (let p = 1; p < parts; p++) g = f32x4.add(g, v128.load(above + at + <usize>p * apart))
      if (layer.mask) g = f32x4.mul(g, v128.load(layer.mask + at))
      const r = v128.load(layer.r + at), z = v128.load(layer.z + at), c = v128.load(layer.c + at)
      const dz = f32x4.mul(f32x4.mul(g, f32x4.sub(c, v128.load(h + at))), f32x4.mul(z, f32x4.sub(one, z)))
      const dc = f32x4.mul(f32x4.mul(g, z), f32x4.sub(one, f32x4.mul(c, c)))
      const dr = f32x4.mul(f32x4.mul(dc, v128.load(gh + 2 * row)), f32x4.mul(r, f32x4.sub(one, r)))
      v128.store(gx, dr)
      v128.store(gx + row, dz)
      v128.store(gx + 2 * row, dc)
      v128.store(gh, dr)
      v128.store(gh + row, dz)
      v128.store(gh + 2 * row, f32x4.mul(dc, r))
      gx += 16
      gh += 16
    }
  }
  const first = <usize>(3 * from)
  const n = 3 * (to - from)
  if (layer.inputs > 0) {
    gemmTN(layer.wRows + (first << 2), layer.inputs, lanes, n, layer.fromInput + first * row, stride, down, stride)
  }
  const w = layer.inputWidth
  const u = layer.width
  for (let i: usize = first; i < first + <usize>n; i += 6) {
    gemmNN(layer.fromInputRows + (i << 2), 6, w, lanes, xByLane, w, scratch, w)
    let at = (i * <usize>w) << 2
    adagrad(layer.w + at, layer.wSquares + at, layer.wVelocity ? layer.wVelocity + at : 0, scratch, 6 * w, rate, momentum)
    gemmNN(layer.fromStateRows + (i << 2), 6, u, lanes, hByLane, u, scratch, u)
    at = (i * <usize>u) << 2
    adagrad(layer.u + at, layer.uSquares + at, layer.uVelocity ? layer.uVelocity + at : 0, scratch, 6 * u, rate, momentum)
  }
}
