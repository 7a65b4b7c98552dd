/** Code that runs in the page; as text, because these tests are compiled without the types of a browser. */

/** How far the page and the log scroll sideways, in pixels, and what lies outside of the window. */
export const sideways = `(() => {
  const log = document.getElementById('log')
  const outside = [...document.querySelectorAll('body *:not(.skip, .hidden)')].filter((node) => {
    const box = node.getBoundingClientRect()
    return !node.closest('svg') && box.width > 1 && (box.right > innerWidth + 1 || box.left < -1)
  })
  return {
    page: document.documentElement.scrollWidth - innerWidth,
    log: log.scrollWidth - log.clientWidth,
    outside: outside.map((node) => node.className || node.tagName),
  }
})()`

/** Where the window stands, and header, log and composer in it, in pixels from its top. */
export const frame = `(() => {
  const edges = (id) => {
    const { top, bottom } = document.querySelector(id).getBoundingClientRect()
    return { top, bottom }
  }
  const { scrollTop, scrollHeight } = document.scrollingElement
  return { scrollTop, scrollHeight, height: innerHeight, header: edges('header'), log: edges('#log'), composer: edges('#composer') }
})()`

/** Texts whose contrast with what is behind them is under 4.5 to 1 (WCAG 2.2, 1.4.3). */
export const weakTexts = `(() => {
  const parse = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number)
  const luminance = (color) => {
    const [r, g, b] = parse(color).map((value) => {
      const part = value / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const behind = (node) => {
    const color = getComputedStyle(node).backgroundColor
    return parse(color)[3] === 0 ? behind(node.parentElement) : color
  }
  const found = []
  for (const node of document.querySelectorAll('body :is(h1, h3, p, li, a, button, span, textarea)')) {
    if (node.closest('svg, dialog, .hidden, .skip, noscript') || !node.textContent.trim()) continue
    const [one, two] = [luminance(getComputedStyle(node).color), luminance(behind(node))]
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05)
    if (ratio < 4.5) found.push(ratio.toFixed(2) + ' ' + node.className + ' ' + node.textContent.slice(0, 30))
  }
  return found
})()`
