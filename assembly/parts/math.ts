// Elementary functions on four lanes of float32, by Cephes' polynomials. The same operations in the same order as the
// scalar ones below, so that a tail of fewer than four elements gets the same bits.

/** e^x, relative error below 2e-7; x is clamped to [-87.3, 88.3]. */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  x = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-87.3)), f32x4.splat(88.3))
  // added to 1.5 * 2^23, a number leaves its nearest integer in the low bits
  const shifted = f32x4.add(f32x4.mul(x, f32x4.splat(1.44269504)), f32x4.splat(12582912))
  const n = f32x4.sub(shifted, f32x4.splat(12582912))
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)))
  r = f32x4.add(r, f32x4.mul(n, f32x4.splat(0.000212194440)))
  let y = f32x4.splat(0.00019875691)
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(0.0013981999))
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(0.0083334519))
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(0.041665795))
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(0.16666666))
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(0.5))
  y = f32x4.add(f32x4.mul(f32x4.mul(y, r), r), f32x4.add(r, f32x4.splat(1)))
  const power = i32x4.shl(i32x4.add(shifted, i32x4.splat(127)), 23)
  return f32x4.mul(y, power)
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

/** 1 / (1 + e^-x) of one number, the same bits as a lane of `sigmoid4`. */
// @ts-ignore: decorator
@inline
export function sigmoid1(x: f32): f32 {
  return 1 / (1 + exp1(-x))
}

/** The sum of four lanes, in a fixed order. */
// @ts-ignore: decorator
@inline
export function sum4(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 2) + (f32x4.extract_lane(x, 1) + f32x4.extract_lane(x, 3))
  )
}
