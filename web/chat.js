/**
 * The chat page. What was said comes from the server as turns with increasing ids: by history when the page
 * opens, by server-sent events from then on, and with the answer to a message. A turn is shown once, wherever it
 * came from first. What a person sends waits in the outbox, under a key made here, until the server has
 * answered it; sending again under that key makes no second turn.
 */
import { drawCover } from './cover.js'

const byId = (id) => document.getElementById(id)
const log = byId('log')
const turns = byId('turns')
const pending = byId('pending')
const welcome = byId('welcome')
const status = byId('status')
const words = byId('words')
const longest = 20_000
const starters = ['Hi, what can you do?', 'Surprise me', 'What do you know about me?']

/** Texts of the turns shown, by id. */
const shown = new Map()
/** Messages not answered yet, oldest first: { key, text, payload, after }. They outlive a reload. */
let outbox = JSON.parse(sessionStorage.getItem('outbox') ?? '[]')
let lastId = 0
let stream
let sending = false
let trouble = ''
let typing = false
let cutOff = false
let retryMs = 1000
let retryTimer
/** Counts up when everything is forgotten: answers from before belong to nobody. */
let life = 0

/* ---------- showing ---------- */

function element(name, className, text) {
  const node = document.createElement(name)
  if (className) node.className = className
  if (text !== undefined) node.textContent = text
  return node
}

/** Speaker's name for those who do not see the sides. */
function said(className, who, text) {
  const node = element('p', className)
  node.append(element('span', 'hidden', `${who}: `), text)
  return node
}

function chips(buttons, context) {
  const row = element('div', 'chips')
  for (const { label, payload } of buttons) {
    const chip = element('button', 'chip', label)
    chip.type = 'button'
    if (context) chip.setAttribute('aria-label', `${label}: ${context}`)
    chip.addEventListener('click', () => {
      send(label, payload)
      if (!context) words.focus()
    })
    row.append(chip)
  }
  return row
}

function cardNode(card) {
  const item = element('li', 'card')
  const about = element('div', 'about')
  const title = element('h3', '', card.title)
  // The facts say the year already, mostly.
  if (card.year !== undefined && !card.facts.includes(String(card.year)))
    title.append(' ', element('span', '', `(${card.year})`))
  about.append(title)
  if (card.facts) about.append(element('p', 'facts', card.facts))
  if (card.text) about.append(element('p', 'blurb', card.text))
  if (card.reasons.length > 0) {
    const reasons = element('ul', 'reasons')
    for (const reason of card.reasons) reasons.append(element('li', '', reason))
    about.append(reasons)
  }
  if (card.link && /^https?:\/\//i.test(card.link)) {
    const link = element('a', '', 'Where to find it')
    link.href = card.link
    link.rel = 'noopener noreferrer'
    link.target = '_blank'
    link.setAttribute('aria-label', `Where to find ${card.title} (opens a new tab)`)
    about.append(link)
  }
  if (card.buttons.length > 0) about.append(chips(card.buttons, card.title))
  item.append(drawCover(card), about)
  return item
}

function turnNode(text, reply) {
  const node = element('div', 'turn')
  node.append(said('mine', 'You', text), said('theirs', 'Tastebud', reply.text))
  if (reply.cards.length > 0) {
    const cards = element('ul', 'cards')
    cards.append(...reply.cards.map(cardNode))
    node.append(cards)
  }
  if (reply.download) {
    const link = element('a', 'download', 'Download your data (JSON)')
    link.href = reply.download
    link.setAttribute('download', '')
    node.append(link)
  }
  if (reply.after) node.append(said('theirs', 'Tastebud', reply.after))
  if (reply.buttons.length > 0) {
    const quick = chips(reply.buttons)
    quick.classList.add('quick')
    node.append(quick)
  }
  return node
}

/** Shows a turn unless it is shown already. Quick replies of earlier turns answer a question that is over. */
function showTurn(turn, isNew) {
  if (turn.id !== undefined) {
    if (shown.has(turn.id)) return
    shown.set(turn.id, turn.text)
    lastId = Math.max(lastId, turn.id)
  }
  for (const chip of turns.querySelectorAll('.quick .chip')) chip.disabled = true
  const node = turnNode(turn.text, turn.reply)
  if (isNew) node.classList.add('new')
  turns.append(node)
  welcome.hidden = true
  showPending()
  if (isNew) bringIntoView(node)
}

/**
 * The end of it, or its beginning where it is taller than the window. Scrolls the log alone: `scrollIntoView`
 * would move all that is around it too.
 */
function bringIntoView(node) {
  log.scrollTop = node.offsetHeight > log.clientHeight ? node.offsetTop - 16 : log.scrollHeight
}

/** A turn that answers this message, shown from wherever it came. */
function answered(message) {
  for (const [id, text] of shown) if (id > message.after && text === message.text) return true
  return false
}

function showPending() {
  pending.replaceChildren()
  for (const [i, message] of outbox.entries()) {
    if (answered(message)) continue
    const node = element('div', 'waiting')
    node.append(said('mine', 'You', message.text))
    if (i === 0 && trouble) {
      const line = element('div', 'trouble')
      const again = element('button', 'link', 'Try again')
      again.type = 'button'
      again.addEventListener('click', sendNext)
      line.append(element('span', '', trouble), again)
      node.append(line)
    }
    pending.append(node)
  }
  if (outbox.length > 0) welcome.hidden = true
}

function showStatus(text) {
  if (text === undefined && typing) {
    const dots = element('span', 'dots')
    dots.setAttribute('aria-hidden', 'true')
    dots.append(element('i'), element('i'), element('i'))
    status.replaceChildren(dots, 'Tastebud is thinking…')
  } else {
    status.textContent = text ?? (cutOff ? 'Connection lost, trying again…' : '')
  }
}

/* ---------- sending ---------- */

function send(text, payload) {
  const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
  outbox.push({ key, text, payload, after: lastId })
  keepOutbox()
  for (const chip of turns.querySelectorAll('.quick .chip')) chip.disabled = true
  showPending()
  log.scrollTop = log.scrollHeight
  sendNext()
}

function keepOutbox() {
  sessionStorage.setItem('outbox', JSON.stringify(outbox))
}

async function sendNext() {
  clearTimeout(retryTimer)
  if (sending || outbox.length === 0) return
  sending = true
  const message = outbox[0]
  const mine = life
  try {
    typing = true
    showStatus()
    const response = await post('chat/messages', { ...message, after: lastId })
    const answer = await response.json()
    if (mine !== life) return
    if (response.ok) {
      for (const turn of answer.turns) showTurn(turn, true)
      if (!answered(message)) showTurn({ text: message.text, reply: answer.reply }, true)
      done()
    } else if (response.status >= 500 || response.status === 429 || response.status === 409) {
      later(answer.detail ?? 'Tastebud has trouble.')
    } else {
      // It will not get better by sending it again: back to who wrote it.
      done()
      typing = false
      showStatus(`${answer.detail} ${answer.fix}`)
      if (!message.payload && words.value === '') words.value = message.text
      return
    }
    typing = false
    showStatus()
  } catch {
    if (mine !== life) return
    typing = false
    showStatus()
    later(navigator.onLine ? 'Not sent: Tastebud cannot be reached.' : 'Not sent: you are offline.')
  } finally {
    sending = false
    if (outbox.length > 0 && !trouble) sendNext()
  }
}

function done() {
  outbox.shift()
  trouble = ''
  retryMs = 1000
  keepOutbox()
  showPending()
}

function later(why) {
  trouble = why
  showPending()
  log.scrollTop = log.scrollHeight
  clearTimeout(retryTimer)
  retryTimer = setTimeout(() => {
    trouble = ''
    sendNext()
  }, retryMs)
  retryMs = Math.min(retryMs * 2, 15_000)
}

function post(path, body) {
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  })
}

/* ---------- listening ---------- */

function listen() {
  stream?.close()
  stream = new EventSource(`chat/events?after=${lastId}`)
  stream.addEventListener('open', () => {
    if (cutOff) {
      cutOff = false
      showStatus()
    }
    if (outbox.length > 0) sendNext()
  })
  stream.addEventListener('turn', (event) => showTurn(JSON.parse(event.data), true))
  stream.addEventListener('typing', (event) => {
    const now = event.data === 'true'
    if (now === typing) return
    typing = now
    showStatus()
  })
  // From another tab, whose answer brings the new session a moment later.
  stream.addEventListener('forgotten', () => setTimeout(startOver, 500))
  // Another tab took the place: this one listens again when somebody looks at it.
  stream.addEventListener('replaced', () => stream.close())
  stream.addEventListener('error', () => {
    cutOff = true
    typing = false
    showStatus()
    // The browser tries again by itself, unless the server answered with an error.
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 2000)
  })
}

addEventListener('online', () => {
  sendNext()
  if (stream.readyState !== EventSource.OPEN) listen()
})

document.addEventListener('visibilitychange', () => {
  if (!document.hidden && stream?.readyState === EventSource.CLOSED) listen()
})

/* ---------- forgetting ---------- */

function startOver() {
  life++
  outbox = []
  trouble = ''
  typing = false
  lastId = 0
  shown.clear()
  keepOutbox()
  turns.replaceChildren()
  showPending()
  welcome.hidden = false
  showStatus()
  listen()
}

const sure = byId('sure')
byId('forget').addEventListener('click', () => {
  sure.returnValue = 'keep'
  sure.showModal()
})
sure.addEventListener('close', async () => {
  if (sure.returnValue !== 'forget') return
  try {
    stream?.close()
    const response = await post('chat/forget', { confirm: true })
    if (!response.ok) throw new Error(response.statusText)
    startOver()
    showStatus('Everything about you is forgotten.')
  } catch {
    listen()
    showStatus('That did not work, nothing was forgotten. Please try again.')
  }
  words.focus()
})

/* ---------- writing ---------- */

byId('composer').addEventListener('submit', (event) => {
  event.preventDefault()
  const text = words.value.trim()
  if (text === '') return
  if (text.length > longest) {
    showStatus(`This is too long: ${text.length} characters, ${longest} at most.`)
    return
  }
  words.value = ''
  send(text)
  words.focus()
})

words.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  byId('composer').requestSubmit()
})

/* ---------- opening ---------- */

byId('starters').append(...chips(starters.map((label) => ({ label }))).childNodes)

async function open() {
  try {
    const response = await fetch('chat/history')
    if (!response.ok) throw new Error(response.statusText)
    const past = await response.json()
    for (const turn of past.turns) showTurn(turn, false)
    outbox = outbox.filter((message) => !answered(message))
    keepOutbox()
    welcome.hidden = past.turns.length + outbox.length > 0
    log.setAttribute('aria-busy', 'false')
    showPending()
    const last = turns.lastElementChild
    if (last) {
      log.style.scrollBehavior = 'auto'
      bringIntoView(last)
      log.style.scrollBehavior = ''
    }
    listen()
    sendNext()
  } catch {
    cutOff = true
    showStatus()
    setTimeout(open, 2000)
  }
}

if (matchMedia('(hover: hover)').matches) words.focus()
open()
