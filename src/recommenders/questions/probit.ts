/** Density of the standard normal distribution. */
export const density = (t: number): number => Math.exp(-0.5 * t * t) / Math.sqrt(2 * Math.PI)

/** Below this the series for Φ would lose digits, and the fraction for its tail needs few steps. */
const TAIL = -3

/** Φ(t), the standard normal distribution function, to 1e-12 of itself down to t = -37. */
export function cumulative(t: number): number {
  if (t > 0) return 1 - cumulative(-t)
  if (t < TAIL) return density(t) / -tailRatio(t)
  // Φ(t) = 1/2 + φ(t) (t + t³/3 + t⁵/15 + ...), every term of one sign
  let term = t
  let sum = t
  for (let n = 3; Math.abs(term) > 1e-18 * Math.abs(sum); n += 2) {
    term *= (t * t) / n
    sum += term
  }
  return 0.5 + density(t) * sum
}

/**
 * v(t) = φ(t) / Φ(t): how far, in standard deviations, a normal variable's mean moves when it is learnt that it lies
 * above -t. 0 for large t, -t for very small t.
 */
export function inverseMills(t: number): number {
  return t < TAIL ? -tailRatio(t) : density(t) / cumulative(t)
}

/** -φ(t) / Φ(t) for t < -3 by the continued fraction t + 1 / (t + 2 / (t + 3 / ...)). */
function tailRatio(t: number): number {
  let ratio = t
  for (let k = 120; k >= 1; k--) ratio = t + k / ratio
  return ratio
}

/** Entropy of a coin that shows heads with chance p, in bits. */
export function coinBits(p: number): number {
  if (p <= 0 || p >= 1) return 0
  return -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p))
}
