// Elementary functions on four lanes of float32, by Cephes' polynomials. The same operations in the same order as the
// scalar ones below, so that a tail of fewer than four elements gets the same bits.

// A constant in code costs four instructions wherever it is used, in memory one: V8 lifts none out of a loop.
const constants = memory.data<f32>([
  -87.3, -87.3, -87.3, -87.3,
  88.3, 88.3, 88.3, 88.3,
  1.44269504, 1.44269504, 1.44269504, 1.44269504,
  12582912, 12582912, 12582912, 12582912,
  0.693359375, 0.693359375, 0.693359375, 0.693359375,
  0.000212194440, 0.000212194440, 0.000212194440, 0.000212194440,
  0.00019875691, 0.00019875691, 0.00019875691, 0.00019875691,
  0.0013981999, 0.0013981999, 0.0013981999, 0.0013981999,
  0.0083334519, 0.0083334519, 0.0083334519, 0.0083334519,
  0.041665795, 0.041665795, 0.041665795, 0.041665795,
  0.16666666, 0.16666666, 0.16666666, 0.16666666,
  0.5, 0.5, 0.5, 0.5,
  1, 1, 1, 1,
  // e^x on [-1, 0], from the sixth power down
  8.35845897e-4, 8.35845897e-4, 8.35845897e-4, 8.35845897e-4,
  7.61402398e-3, 7.61402398e-3, 7.61402398e-3, 7.61402398e-3,
  4.11768262e-2, 4.11768262e-2, 4.11768262e-2, 4.11768262e-2,
  1.66490286e-1, 1.66490286e-1, 1.66490286e-1, 1.66490286e-1,
  4.99969015e-1, 4.99969015e-1, 4.99969015e-1, 4.99969015e-1,
  9.99997903e-1, 9.99997903e-1, 9.99997903e-1, 9.99997903e-1,
])
const bias = memory.data<i32>([127, 127, 127, 127])

// @ts-ignore: decorator
@inline
function constant(k: usize): v128 {
  return v128.load(constants + (k << 4))
}

/** e^x, relative error below 2e-7; x is clamped to [-87.3, 88.3]. */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  x = f32x4.pmin(f32x4.pmax(x, constant(0)), constant(1))
  // added to 1.5 * 2^23, a number leaves its nearest integer in the low bits
  const shifted = f32x4.add(f32x4.mul(x, constant(2)), constant(3))
  const n = f32x4.sub(shifted, constant(3))
  let r = f32x4.sub(x, f32x4.mul(n, constant(4)))
  r = f32x4.add(r, f32x4.mul(n, constant(5)))
  let y = constant(6)
  y = f32x4.add(f32x4.mul(y, r), constant(7))
  y = f32x4.add(f32x4.mul(y, r), constant(8))
  y = f32x4.add(f32x4.mul(y, r), constant(9))
  y = f32x4.add(f32x4.mul(y, r), constant(10))
  y = f32x4.add(f32x4.mul(y, r), constant(11))
  y = f32x4.add(f32x4.mul(f32x4.mul(y, r), r), f32x4.add(r, constant(12)))
  return f32x4.mul(y, i32x4.shl(i32x4.add(shifted, v128.load(bias)), 23))
}

/** e^x for x in [-1, 0], relative error below 3e-7: half the work of `exp4`. */
// @ts-ignore: decorator
@inline
export function expBelow4(x: v128): v128 {
  let y = constant(13)
  y = f32x4.add(f32x4.mul(y, x), constant(14))
  y = f32x4.add(f32x4.mul(y, x), constant(15))
  y = f32x4.add(f32x4.mul(y, x), constant(16))
  y = f32x4.add(f32x4.mul(y, x), constant(17))
  y = f32x4.add(f32x4.mul(y, x), constant(18))
  return f32x4.add(f32x4.mul(y, x), constant(12))
}

/** 1 / (1 + e^-x) */
// @ts-ignore: decorator
@inline
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1)
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))))
}

/** tanh x = 1 - 2 / (1 + e^2x), absolute error below 2e-7 */
// @ts-ignore: decorator
@inline
export function tanh4(x: v128): v128 {
  const one = f32x4.splat(1)
  const e = exp4(f32x4.add(x, x))
  return f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(one, e)))
}

/** e^x of one number, the same bits as a lane of `exp4`. */
// @ts-ignore: decorator
@inline
export function exp1(x: f32): f32 {
  return f32x4.extract_lane(exp4(f32x4.splat(x)), 0)
}

/** The sum of four lanes, in a fixed order. */
// @ts-ignore: decorator
@inline
export function sum4(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 2) + (f32x4.extract_lane(x, 1) + f32x4.extract_lane(x, 3))
  )
}
