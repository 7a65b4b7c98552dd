/** Milliseconds that each part of thinking about a message may take before a plain fallback speaks. */
export const deadlineDefaults = Object.freeze({ understandMs: 1500, scoreMs: 1500 })
