import { fma2 } from './fma'

/** Rows of a tile; its 6 x 4 sums of float64 fill the registers. */
export const group = 6

/** sums (6, 4) = left (6, depth) packed (depth, 4); depth a multiple of 4. */
export function tile(left: usize, ld: usize, packed: usize, depth: i32, sums: usize): void {
  let x0 = f64x2.splat(0)
  let y0 = f64x2.splat(0)
  let p0 = left
  let x1 = f64x2.splat(0)
  let y1 = f64x2.splat(0)
  let p1 = left + ld
  let x2 = f64x2.splat(0)
  let y2 = f64x2.splat(0)
  let p2 = left + 2 * ld
  let x3 = f64x2.splat(0)
  let y3 = f64x2.splat(0)
  let p3 = left + 3 * ld
  let x4 = f64x2.splat(0)
  let y4 = f64x2.splat(0)
  let p4 = left + 4 * ld
  let x5 = f64x2.splat(0)
  let y5 = f64x2.splat(0)
  let p5 = left + 5 * ld
  const end = packed + (<usize>depth << 5)
  for (; packed < end; packed += 128) {
    let b = v128.load(packed)
    let c = v128.load(packed, 16)
    let s = v128.load64_splat(p0)
    x0 = fma2(s, b, x0)
    y0 = fma2(s, c, y0)
    s = v128.load64_splat(p1)
    x1 = fma2(s, b, x1)
    y1 = fma2(s, c, y1)
    s = v128.load64_splat(p2)
    x2 = fma2(s, b, x2)
    y2 = fma2(s, c, y2)
    s = v128.load64_splat(p3)
    x3 = fma2(s, b, x3)
    y3 = fma2(s, c, y3)
    s = v128.load64_splat(p4)
    x4 = fma2(s, b, x4)
    y4 = fma2(s, c, y4)
    s = v128.load64_splat(p5)
    x5 = fma2(s, b, x5)
    y5 = fma2(s, c, y5)
    b = v128.load(packed, 32)
    c = v128.load(packed, 48)
    s = v128.load64_splat(p0, 8)
    x0 = fma2(s, b, x0)
    y0 = fma2(s, c, y0)
    s = v128.load64_splat(p1, 8)
    x1 = fma2(s, b, x1)
    y1 = fma2(s, c, y1)
    s = v128.load64_splat(p2, 8)
    x2 = fma2(s, b, x2)
    y2 = fma2(s, c, y2)
    s = v128.load64_splat(p3, 8)
    x3 = fma2(s, b, x3)
    y3 = fma2(s, c, y3)
    s = v128.load64_splat(p4, 8)
    x4 = fma2(s, b, x4)
    y4 = fma2(s, c, y4)
    s = v128.load64_splat(p5, 8)
    x5 = fma2(s, b, x5)
    y5 = fma2(s, c, y5)
    b = v128.load(packed, 64)
    c = v128.load(packed, 80)
    s = v128.load64_splat(p0, 16)
    x0 = fma2(s, b, x0)
    y0 = fma2(s, c, y0)
    s = v128.load64_splat(p1, 16)
    x1 = fma2(s, b, x1)
    y1 = fma2(s, c, y1)
    s = v128.load64_splat(p2, 16)
    x2 = fma2(s, b, x2)
    y2 = fma2(s, c, y2)
    s = v128.load64_splat(p3, 16)
    x3 = fma2(s, b, x3)
    y3 = fma2(s, c, y3)
    s = v128.load64_splat(p4, 16)
    x4 = fma2(s, b, x4)
    y4 = fma2(s, c, y4)
    s = v128.load64_splat(p5, 16)
    x5 = fma2(s, b, x5)
    y5 = fma2(s, c, y5)
    b = v128.load(packed, 96)
    c = v128.load(packed, 112)
    s = v128.load64_splat(p0, 24)
    x0 = fma2(s, b, x0)
    y0 = fma2(s, c, y0)
    s = v128.load64_splat(p1, 24)
    x1 = fma2(s, b, x1)
    y1 = fma2(s, c, y1)
    s = v128.load64_splat(p2, 24)
    x2 = fma2(s, b, x2)
    y2 = fma2(s, c, y2)
    s = v128.load64_splat(p3, 24)
    x3 = fma2(s, b, x3)
    y3 = fma2(s, c, y3)
    s = v128.load64_splat(p4, 24)
    x4 = fma2(s, b, x4)
    y4 = fma2(s, c, y4)
    s = v128.load64_splat(p5, 24)
    x5 = fma2(s, b, x5)
    y5 = fma2(s, c, y5)
    p0 += 32
    p1 += 32
    p2 += 32
    p3 += 32
    p4 += 32
    p5 += 32
  }
  v128.store(sums, x0)
  v128.store(sums, y0, 16)
  v128.store(sums, x1, 32)
  v128.store(sums, y1, 48)
  v128.store(sums, x2, 64)
  v128.store(sums, y2, 80)
  v128.store(sums, x3, 96)
  v128.store(sums, y3, 112)
  v128.store(sums, x4, 128)
  v128.store(sums, y4, 144)
  v128.store(sums, x5, 160)
  v128.store(sums, y5, 176)
}

/** target (6, 4) = or += by * sums */
// @ts-ignore: decorator
@inline
export function put(sums: usize, target: usize, ld: usize, set: bool, by: f64): void {
  const sign = f64x2.splat(by)
  for (let row = 0; row < group; row++) {
    let x = f64x2.mul(sign, v128.load(sums))
    let y = f64x2.mul(sign, v128.load(sums, 16))
    if (!set) {
      x = f64x2.add(v128.load(target), x)
      y = f64x2.add(v128.load(target, 16), y)
    }
    v128.store(target, x)
    v128.store(target, y, 16)
    sums += 32
    target += ld
  }
}
