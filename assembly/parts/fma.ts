/**
 * a * b + c on four lanes. Two roundings in the plain build; in the relaxed build (`-u RELAXED=1`) one or two, as the
 * processor likes, so that bits depend on the hardware there.
 */
// @ts-ignore: decorator
@inline
export function fma4(a: v128, b: v128, c: v128): v128 {
  // @ts-ignore: a constant of the build
  if (isDefined(RELAXED)) return f32x4.relaxed_madd(a, b, c)
  return f32x4.add(f32x4.mul(a, b), c)
}

/** The same on two lanes of float64. */
// @ts-ignore: decorator
@inline
export function fma2(a: v128, b: v128, c: v128): v128 {
  // @ts-ignore: a constant of the build
  if (isDefined(RELAXED)) return f64x2.relaxed_madd(a, b, c)
  return f64x2.add(f64x2.mul(a, b), c)
}
