/** Points joined by lines over two logarithmic axes, as SVG: a slope of one is linear growth. */
export interface Plot {
  readonly title: string
  readonly x: string
  readonly y: string
  readonly lines: readonly { readonly label: string; readonly points: readonly (readonly [number, number])[] }[]
}

const [width, height] = [640, 400]
const edge = { left: 70, right: 130, top: 40, bottom: 50 }
const colours = ['#1b6ca8', '#c8553d', '#588157', '#6d597a', '#b08900']

export function linePlot({ title, x, y, lines }: Plot): string {
  const points = lines.flatMap((line) => line.points)
  const [left, right] = decades(points.map(([value]) => value))
  const [low, high] = decades(points.map(([, value]) => value))
  const inner = { width: width - edge.left - edge.right, height: height - edge.top - edge.bottom }
  const atX = (value: number) => edge.left + ((Math.log10(value) - left) / (right - left)) * inner.width
  const atY = (value: number) => edge.top + ((high - Math.log10(value)) / (high - low)) * inner.height
  const round = (value: number) => value.toFixed(1)
  const text = (px: number, py: number, words: string, more = '') =>
    `<text x="${round(px)}" y="${round(py)}" ${more}>${words}</text>`
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<title>${title}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(edge.left, 22, title, 'font-size="14" font-weight="bold"'),
  ]
  for (let power = left; power <= right; power++) {
    const px = round(atX(10 ** power))
    parts.push(`<path d="M${px} ${edge.top}V${height - edge.bottom}" stroke="#dddddd"/>`)
    parts.push(text(Number(px), height - edge.bottom + 18, label(power), 'text-anchor="middle"'))
  }
  for (let power = low; power <= high; power++) {
    const py = round(atY(10 ** power))
    parts.push(`<path d="M${edge.left} ${py}H${width - edge.right}" stroke="#dddddd"/>`)
    parts.push(text(edge.left - 8, Number(py) + 4, label(power), 'text-anchor="end"'))
  }
  lines.forEach(({ label: name, points: own }, i) => {
    const colour = colours[i % colours.length]
    const path = own.map(([px, py], at) => `${at === 0 ? 'M' : 'L'}${round(atX(px))} ${round(atY(py))}`).join('')
    parts.push(`<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`)
    for (const [px, py] of own) {
      parts.push(`<circle cx="${round(atX(px))}" cy="${round(atY(py))}" r="3" fill="${colour}"/>`)
    }
    const last = own.at(-1)
    // names stand in a column of their own, so that lines that end together do not hide them
    parts.push(text(width - edge.right + 10, edge.top + 12 + 18 * i, name, `fill="${colour}"`))
    if (!last) parts.pop()
  })
  parts.push(text(edge.left + inner.width / 2, height - 12, x, 'text-anchor="middle"'))
  parts.push(
    text(
      16,
      edge.top + inner.height / 2,
      y,
      `transform="rotate(-90 16 ${edge.top + inner.height / 2})" text-anchor="middle"`,
    ),
  )
  return `${parts.join('\n')}\n</svg>\n`
}

function decades(values: readonly number[]): [number, number] {
  const powers = values.map((value) => Math.log10(value))
  const low = Math.floor(Math.min(...powers) + 1e-9)
  return [low, Math.max(low + 1, Math.ceil(Math.max(...powers) - 1e-9))]
}

const label = (power: number) =>
  power >= 0 && power < 4 ? String(10 ** power) : power === -1 ? '0.1' : power === -2 ? '0.01' : `10^${power}`
