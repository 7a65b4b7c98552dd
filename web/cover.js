/**
 * A cover for an item, drawn from its facts: its kinds choose the colours, its id the motif and every
 * place in it, its year the finish. The same item always looks the same. DOM only, so nothing an item
 * says can become markup.
 */

const width = 240
const height = 256

/** Sky, ground, light, second light, ink. Neighbours in the list are of one mood. */
const palettes = [
  ['#2b1055', '#d53a6a', '#ffb84d', '#ff6f61', '#fff4e0'],
  ['#3a0d2e', '#b3214f', '#ff8a5b', '#ffd166', '#fff1e6'],
  ['#4a0e0e', '#c8421f', '#ffb347', '#ffe29a', '#fff6e5'],
  ['#0b1d3a', '#1f5f8b', '#7fd1d8', '#f4d58d', '#f2f9ff'],
  ['#04263a', '#0b7a75', '#7ae7c7', '#f9c74f', '#effff9'],
  ['#101437', '#3d3a98', '#8f7cf7', '#f5a3ff', '#f4f1ff'],
  ['#0d1a14', '#2f6b3c', '#a5c85a', '#f2d56b', '#f6fbe9'],
  ['#20281a', '#6b7a3a', '#d9c36a', '#f2ead0', '#fdf9e8'],
  ['#2a1d14', '#8a5a34', '#e3b26b', '#f5e1be', '#fff8ea'],
  ['#0c0c10', '#3b3b46', '#c9c9d4', '#e5484d', '#f6f6fa'],
  ['#16090c', '#5c0f1d', '#e0323f', '#f3b9a5', '#ffeeea'],
  ['#0f2027', '#2c5364', '#9fd3c7', '#ff7e67', '#eefaf7'],
  ['#3b1f4a', '#e26d9a', '#ffc9de', '#ffe66d', '#fff5fa'],
  ['#143642', '#e07a5f', '#f2cc8f', '#81b29a', '#fdf6e9'],
]

/** @param {{ item: string, title: string, year?: number, facts: string, kinds?: string[] }} card */
export function drawCover(card) {
  const kinds = card.kinds ?? kindsIn(card.facts)
  const random = dice(hash(card.item))
  const palette = palettes[(hash(kinds[0] ?? card.item) + Math.floor(random() * 3)) % palettes.length]
  const [sky, ground, light, second, ink] = palette
  const svg = make('svg', { viewBox: `0 0 ${width} ${height}`, class: 'cover', preserveAspectRatio: 'xMidYMid slice' })
  svg.setAttribute('aria-hidden', 'true')
  const id = `c${nextId++}`

  const defs = add(svg, 'defs')
  gradient(defs, `${id}s`, [
    [0, sky, 1],
    [1, ground, 1],
  ])
  gradient(defs, `${id}f`, [
    [0, sky, 0],
    [0.45, sky, 0.72],
    [1, sky, 0.97],
  ])
  add(svg, 'rect', { width, height, fill: `url(#${id}s)` })

  const motif = motifs[(hash(kinds[1] ?? kinds[0] ?? '') + Math.floor(random() * 5)) % motifs.length]
  motif(add(svg, 'g'), { random, sky, ground, light, second, ink })
  finish(svg, defs, id, card.year, { random, ink, light })
  letters(svg, id, card, kinds, ink)
  return svg
}

let nextId = 0

const motifs = [
  /** A low sun cut by bands. */
  function sun(g, { random, sky, light, second }) {
    const x = 70 + random() * 100
    const r = 58 + random() * 18
    add(g, 'circle', { cx: x, cy: 118, r: r + 26, fill: second, opacity: 0.16 })
    add(g, 'circle', { cx: x, cy: 118, r, fill: light })
    for (let i = 0; i < 6; i++)
      add(g, 'rect', { x: 0, y: 122 + i * 11, width, height: 1.5 + i * 1.5, fill: sky, opacity: 0.75 })
  },
  /** Ranges of hills behind each other. */
  function hills(g, { random, sky, light, second }) {
    add(g, 'circle', { cx: 40 + random() * 160, cy: 62, r: 24, fill: light })
    for (let layer = 0; layer < 4; layer++) {
      const base = 112 + layer * 30
      let path = `M0 ${height}`
      for (let x = 0; x <= width; x += 30) path += ` L${x} ${base - random() * (46 - layer * 6)}`
      add(g, 'path', {
        d: `${path} L${width} ${height} Z`,
        fill: layer % 2 ? sky : second,
        opacity: 0.28 + layer * 0.16,
      })
    }
  },
  /** Rings like a dropped stone, off the middle. */
  function rings(g, { random, light, second }) {
    const x = 60 + random() * 120
    const y = 80 + random() * 50
    for (let i = 9; i > 0; i--) {
      add(g, 'circle', {
        cx: x + i * 2.2,
        cy: y + i * 1.5,
        r: i * 15,
        fill: i === 1 ? light : 'none',
        stroke: i % 2 ? light : second,
        'stroke-width': i % 3 === 0 ? 6 : 2,
        opacity: 1.05 - i * 0.095,
      })
    }
  },
  /** Rays from below the edge. */
  function rays(g, { random, light, second }) {
    const x = 40 + random() * 160
    for (let i = 0; i < 22; i++) {
      const from = (i / 22) * Math.PI * 2
      const to = from + Math.PI / 22
      const far = 360
      add(g, 'path', {
        d: `M${x} 150 L${x + Math.cos(from) * far} ${150 + Math.sin(from) * far} L${x + Math.cos(to) * far} ${150 + Math.sin(to) * far} Z`,
        fill: i % 2 ? light : second,
        opacity: 0.5,
      })
    }
    add(g, 'circle', { cx: x, cy: 150, r: 36, fill: light })
  },
  /** Waves of one sea. */
  function waves(g, { random, sky, light, second }) {
    add(g, 'circle', { cx: 60 + random() * 120, cy: 82, r: 40, fill: light, opacity: 0.95 })
    for (let layer = 0; layer < 6; layer++) {
      const y = 96 + layer * 24
      const swing = 9 + random() * 8
      const shift = random() * 60
      let path = `M${-shift} ${height} L${-shift} ${y}`
      for (let x = -shift; x < width + 60; x += 60) path += ` q15 ${-swing} 30 0 t30 0`
      add(g, 'path', { d: `${path} L${width + 60} ${height} Z`, fill: layer % 2 ? second : sky, opacity: 0.4 })
    }
  },
  /** Quarter circles on a grid, as in an old print shop. */
  function tiles(g, { random, sky, light, second, ink }) {
    const size = 60
    for (let row = 0; row < 4; row++) {
      for (let column = 0; column < 4; column++) {
        const x = column * size
        const y = row * size
        const turn = Math.floor(random() * 4) * 90
        const fill = [light, second, sky, ink][Math.floor(random() * 3.3)]
        const shape =
          random() < 0.75 ? `M0 0 H${size} A${size} ${size} 0 0 1 0 ${size} Z` : `M0 0 H${size} L0 ${size} Z`
        add(g, 'path', { d: shape, fill, opacity: 0.9, transform: `translate(${x} ${y}) rotate(${turn} 30 30)` })
      }
    }
  },
  /** Stars, some joined. */
  function stars(g, { random, light, second, ink }) {
    const points = Array.from({ length: 44 }, () => [random() * width, random() * 215])
    let path = ''
    for (const [i, [x, y]] of points.slice(0, 9).entries()) path += `${i ? 'L' : 'M'}${x} ${y} `
    add(g, 'path', { d: path, fill: 'none', stroke: light, 'stroke-width': 1, opacity: 0.7 })
    for (const [i, [x, y]] of points.entries()) {
      add(g, 'circle', { cx: x, cy: y, r: i < 9 ? 3.4 : 0.7 + random() * 1.2, fill: i < 9 ? second : ink })
    }
    add(g, 'circle', { cx: 175, cy: 70, r: 34, fill: light })
    add(g, 'circle', { cx: 163, cy: 62, r: 30, fill: second, opacity: 0.35 })
  },
  /** Arches into each other, with somebody's door at the end. */
  function arches(g, { random, sky, light, second }) {
    const x = 85 + random() * 70
    for (let i = 6; i > 0; i--) {
      const w = i * 18
      add(g, 'path', {
        d: `M${x - w} ${height} V${130 - i * 4} a${w} ${w} 0 0 1 ${w * 2} 0 V${height} Z`,
        fill: i === 1 ? light : i % 2 ? second : sky,
        opacity: i === 1 ? 1 : 0.5,
      })
    }
  },
  /** Broad slanted bands. */
  function bands(g, { random, sky, light, second, ink }) {
    const inner = add(g, 'g', { transform: `rotate(${-28 - random() * 24} 120 120)` })
    let y = -120
    const fills = [light, second, sky, ink]
    for (let i = 0; y < 420; i++) {
      const h = 8 + random() * 34
      add(inner, 'rect', { x: -160, y, width: 560, height: h, fill: fills[i % 4], opacity: i % 4 === 3 ? 0.35 : 0.72 })
      y += h + 6 + random() * 22
    }
  },
  /** Roofs of a town with a few lit windows. */
  function town(g, { random, sky, light, second }) {
    add(g, 'circle', { cx: 50 + random() * 140, cy: 66, r: 30, fill: second })
    for (let layer = 0; layer < 2; layer++) {
      for (let x = -10; x < width; ) {
        const w = 20 + random() * 26
        const h = 60 + random() * 80 - layer * 26
        const y = 218 - h + layer * 22
        add(g, 'rect', { x, y, width: w, height: height - y, fill: sky, opacity: layer ? 0.96 : 0.5 })
        for (let wy = y + 8; layer && wy < 224; wy += 13) {
          for (let wx = x + 5; wx < x + w - 7; wx += 9) {
            if (random() < 0.4) add(g, 'rect', { x: wx, y: wy, width: 4, height: 6, fill: light, opacity: 0.9 })
          }
        }
        x += w + 3
      }
    }
  },
]

/** What the printer of its time left on it. */
function finish(svg, defs, id, year, { ink, light }) {
  if (year === undefined || year >= 2010) return
  if (year < 1950) {
    // Double frame with cut corners.
    for (const inset of [8, 13]) {
      const c = 12
      const [w, h] = [width - inset, height - inset]
      const d = `M${inset + c} ${inset} H${w - c} L${w} ${inset + c} V${h - c} L${w - c} ${h} H${inset + c} L${inset} ${h - c} V${inset + c} Z`
      add(svg, 'path', { d, fill: 'none', stroke: ink, 'stroke-width': inset === 8 ? 1.6 : 0.7, opacity: 0.75 })
    }
  } else if (year < 1970) {
    // Halftone dots, thinning out downwards.
    const pattern = add(defs, 'pattern', { id: `${id}p`, width: 6, height: 6, patternUnits: 'userSpaceOnUse' })
    add(pattern, 'circle', { cx: 3, cy: 3, r: 1.1, fill: ink })
    add(svg, 'rect', { width, height: 170, fill: `url(#${id}p)`, opacity: 0.2 })
  } else if (year < 1990) {
    // Three stripes down the side.
    for (const [i, fill] of [light, ink, light].entries()) {
      add(svg, 'rect', { x: 16 + i * 7, y: 0, width: 4, height, fill, opacity: 0.6 })
    }
  } else {
    add(svg, 'rect', { x: 9, y: 9, width: width - 18, height: height - 18, fill: 'none', stroke: ink, opacity: 0.4 })
  }
}

function letters(svg, id, { title, year }, kinds, ink) {
  const face =
    year !== undefined && year < 1970
      ? 'Georgia, "Times New Roman", serif'
      : '"Avenir Next Condensed", "Roboto Condensed", "Arial Narrow", "Helvetica Neue", Arial, sans-serif'
  const { lines, size } = fitTitle(title, face)
  const top = height - 24 - (lines.length - 1) * size * 1.04
  add(svg, 'rect', { y: top - size - 44, width, height: height - top + size + 44, fill: `url(#${id}f)` })
  for (const [i, line] of lines.entries()) {
    const text = add(svg, 'text', { x: 20, y: top + i * size * 1.04, fill: ink, 'font-size': size, 'font-weight': 800 })
    text.setAttribute('font-family', face)
    text.textContent = line
  }
  const small = [year === undefined ? '' : String(year), kinds[0] ?? ''].filter(Boolean).join('  ·  ')
  const caption = add(svg, 'text', {
    x: 20,
    y: top - size - 7,
    fill: ink,
    'font-size': 9.5,
    opacity: 0.9,
    'letter-spacing': 1.8,
  })
  caption.setAttribute('font-family', 'Helvetica Neue, Arial, sans-serif')
  caption.textContent = small.toUpperCase().slice(0, 34)
}

/** The largest size at which the title fits in at most four lines; longer ones are cut with dots. */
function fitTitle(title, face) {
  const words = title.split(/\s+/).filter(Boolean)
  const room = width - 40
  for (let size = 38; size >= 17; size -= 1.5) {
    const fits = (text) => widthOf(text, size, face) <= room
    const lines = wrap(words, fits)
    if (lines.length <= (size > 26 ? 3 : 4) && lines.every(fits)) return { lines, size }
  }
  const fits = (text) => widthOf(text, 17, face) <= room
  const lines = wrap(
    words.map((word) => cut(word, fits)),
    fits,
  )
  if (lines.length > 4) lines.splice(3, lines.length, cut(`${lines[3]} ${lines[4]}`, fits))
  return { lines, size: 17 }
}

/** As it is, or its beginning with dots that fits. */
function cut(text, fits) {
  if (fits(text)) return text
  let end = text.length - 1
  while (end > 1 && !fits(`${text.slice(0, end)}…`)) end--
  return `${text.slice(0, end)}…`
}

/** Pixels of a bold line in the face that the browser has. */
function widthOf(text, size, face) {
  ruler.font = `800 ${size}px ${face}`
  return ruler.measureText(text).width
}
const ruler = document.createElement('canvas').getContext('2d')

function wrap(words, fits) {
  const lines = ['']
  for (const word of words) {
    const last = lines[lines.length - 1]
    const longer = last ? `${last} ${word}` : word
    if (!last || fits(longer)) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

/** "1979 · horror, science fiction · 117 min": the part between the first dots has the kinds. */
function kindsIn(facts) {
  const part = facts
    .split('·')
    .map((one) => one.trim())
    .find((one) => /^\p{L}/u.test(one))
  return part ? part.split(',').map((kind) => kind.trim()) : []
}

function gradient(defs, id, stops) {
  const node = add(defs, 'linearGradient', { id, x1: 0, y1: 0, x2: 0, y2: 1 })
  for (const [offset, color, opacity] of stops) {
    add(node, 'stop', { offset, 'stop-color': color, 'stop-opacity': opacity })
  }
}

function make(name, attributes = {}) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', name)
  for (const [key, value] of Object.entries(attributes)) {
    node.setAttribute(key, typeof value === 'number' ? String(Math.round(value * 100) / 100) : value)
  }
  return node
}

function add(parent, name, attributes) {
  return parent.appendChild(make(name, attributes))
}

/** FNV-1a with a final mix. */
function hash(text) {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  return (h ^ (h >>> 13)) >>> 0
}

/** Seeded draws in [0, 1): the same item, the same picture. */
function dice(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
