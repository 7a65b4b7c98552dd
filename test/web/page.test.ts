import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { silentLog } from '../../src/log.ts'
import { type Server, startServer } from '../../src/serve/server.ts'
import type { Store } from '../../src/store/contract.ts'
import { openStore } from '../../src/store/open.ts'
import { type FakeBot, fakeBot } from '../serve/fake-bot.ts'
import { chromiumPath, openBrowser } from './browser.ts'
import { frame, sideways, weakTexts } from './in-page.ts'

interface Edges {
  readonly top: number
  readonly bottom: number
}
interface Frame {
  readonly scrollTop: number
  readonly scrollHeight: number
  readonly header: Edges
  readonly log: Edges
  readonly composer: Edges
}

describe.skipIf(chromiumPath === undefined)('the page in a real browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tastebud-page-'))
  let files = 0
  let browser: Browser
  let file: string
  let store: Store
  let bot: FakeBot
  let server: Server
  let context: BrowserContext
  let page: Page
  let complaints: string[]

  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true })
  })
  beforeEach(async () => {
    complaints = []
    file = join(folder, `${files++}.sqlite`)
    await startAt(0)
    context = await browser.newContext({ viewport: { width: 1200, height: 900 }, reducedMotion: 'reduce' })
    page = await openPage()
  })
  afterEach(async () => {
    await context.close()
    await stop()
  })

  async function startAt(port: number): Promise<void> {
    store = await openStore({ file })
    bot = fakeBot(store)
    server = await startServer({ bot, host: '127.0.0.1', port, webhookTokens: [], log: silentLog, now: Date.now })
  }
  async function stop(): Promise<void> {
    await server.close()
    await store.close()
  }
  async function openPage(): Promise<Page> {
    const opened = await context.newPage()
    opened.on('pageerror', (error) => complaints.push(error.message))
    opened.on('console', (message) => {
      // A failed request is what some tests are about; a broken rule or script never is.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        complaints.push(message.text())
    })
    opened.on('dialog', (dialog) => {
      complaints.push(`a dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    await opened.goto(server.url)
    await opened.locator('#log[aria-busy=false]').waitFor()
    return opened
  }
  async function say(text: string, on = page): Promise<void> {
    await on.getByRole('textbox', { name: 'Your message' }).fill(text)
    await on.keyboard.press('Enter')
  }
  /** What the page says, turn by turn, without the hidden names of the speakers. */
  const texts = async (on = page) =>
    (await on.locator('#turns .mine, #turns .theirs').allTextContents()).map((text) =>
      text.replace(/^(You|Tastebud): /, ''),
    )
  const waitForReplies = (n: number, on = page) =>
    expect.poll(() => on.locator('.theirs').count(), { timeout: 15_000, interval: 20 }).toBe(n)

  test('by keyboard alone: write, answer, go on', async () => {
    await expect.poll(() => page.evaluate('document.activeElement?.id')).toBe('words')
    await page.keyboard.type('hello')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('there')
    await page.keyboard.press('Enter')
    await waitForReplies(1)
    expect(await texts()).toEqual(['hello\nthere', 'You said: hello\nthere'])
    expect(await page.evaluate('document.activeElement?.id')).toBe('words')
    expect(await page.inputValue('#words')).toBe('')
    expect(await page.locator('#welcome').isHidden()).toBe(true)
    expect(complaints).toEqual([])
  })

  test('buttons send their payload; quick replies of a past question are off', async () => {
    await say('recommend')
    await page.locator('.card').nth(2).waitFor()
    await page.getByRole('button', { name: 'Save: The Glass Orchard' }).click()
    await waitForReplies(2)
    expect(bot.heard[1]).toMatchObject({ text: 'Save', payload: 'save:the-glass-orchard-1976' })
    expect(await page.getByRole('button', { name: 'The first' }).isDisabled()).toBe(true)
    expect(await page.getByRole('button', { name: 'Like: Night Ferry' }).isEnabled()).toBe(true)
    await say('recommend')
    await waitForReplies(3)
    await page.getByRole('button', { name: 'Something newer', disabled: false }).click()
    await waitForReplies(4)
    expect(bot.heard[3]).toMatchObject({ text: 'Something newer', payload: 'answer:2' })
    expect(complaints).toEqual([])
  })

  test('a cover is the same for the same item, another for another, and says its title', async () => {
    await say('recommend')
    await say('recommend again')
    await waitForReplies(2)
    const covers = await page
      .locator('.cover')
      .evaluateAll((all) => all.map((cover) => cover.innerHTML.replace(/c\d+([sfp])/g, '$1')))
    expect(covers).toHaveLength(6)
    expect(covers.slice(3)).toEqual(covers.slice(0, 3))
    expect(new Set(covers).size).toBe(3)
    expect((await page.locator('.cover').nth(1).locator('text').allTextContents()).join(' ')).toContain(
      'The Glass Orchard',
    )
  })

  test('what people and catalogues write stays text', async () => {
    const attacks = [
      '<img src=x onerror="alert(1)">',
      '<script>alert(1)</script>',
      '"><svg onload=alert(1)>',
      'javascript:alert(1)',
      '\u202Egnp.exe \u001b[31mred\u001b[0m {{7*7}}',
    ]
    for (const [i, attack] of attacks.entries()) {
      await say(`echo card ${attack}`)
      await waitForReplies(i + 1)
    }
    expect((await texts()).filter((_, i) => i % 2)).toEqual(attacks)
    expect(await page.locator('.card h3').allTextContents()).toEqual(attacks.map((attack) => `${attack} (1938)`))
    expect(await page.locator('#turns :is(img, script, iframe, [onerror], [onload])').count()).toBe(0)
    // The link was javascript: in every card.
    expect(await page.locator('#turns a').count()).toBe(0)
    await page.reload()
    await waitForReplies(attacks.length)
    expect(complaints).toEqual([])
  })

  test('a restart of the server loses nothing, and what was said meanwhile comes', async () => {
    await say('before')
    await waitForReplies(1)
    const port = Number(new URL(server.url).port)
    const person = bot.heard[0]?.person ?? ''
    await stop()
    await page.getByText('Connection lost, trying again…').waitFor()
    await say('while you were away')
    await page.getByText('Not sent: Tastebud cannot be reached.').first().waitFor()
    expect(await page.locator('#pending .mine').count()).toBe(1)

    await startAt(port)
    // From another door of the same person, before the page is back.
    await bot.respond({ channel: 'web', conversation: person, person, text: 'from my other tab', at: 1 })
    await waitForReplies(3)
    expect([...(await texts())].sort()).toEqual(
      [
        'before',
        'You said: before',
        'from my other tab',
        'You said: from my other tab',
        'while you were away',
        'You said: while you were away',
      ].sort(),
    )
    expect(await page.locator('#pending .mine').count()).toBe(0)
    // And the stream goes on.
    await bot.respond({ channel: 'web', conversation: person, person, text: 'later', at: 1 })
    await say('last')
    await waitForReplies(5)
    expect((await store.turns({ channel: 'web', person }, person)).map((turn) => turn.text).sort()).toEqual([
      'before',
      'from my other tab',
      'last',
      'later',
      'while you were away',
    ])
  })

  test('offline: the message is kept, over a reload too, and sent once', async () => {
    await say('one')
    await waitForReplies(1)
    await page.route('**/chat/messages', (route) => route.abort())
    await say('two')
    await page.getByRole('button', { name: 'Try again' }).waitFor()
    await page.reload()
    await page.locator('#pending').getByText('two').waitFor()
    await page.unroute('**/chat/messages')
    await waitForReplies(2)
    expect(await texts()).toEqual(['one', 'You said: one', 'two', 'You said: two'])
    await page.reload()
    await waitForReplies(2)
    expect(bot.heard.map((message) => message.text)).toEqual(['one', 'two'])
  })

  test('an answer that got lost on its way is shown once and no second turn made', async () => {
    let lost = 0
    await page.route('**/chat/messages', async (route) => {
      if (lost++ > 0) return route.continue()
      await route.fetch()
      await route.abort()
    })
    await say('once')
    await waitForReplies(1)
    await expect.poll(() => page.locator('#pending .mine').count(), { timeout: 8000 }).toBe(0)
    await expect.poll(() => lost, { timeout: 8000 }).toBeGreaterThan(1)
    await say('then')
    await waitForReplies(2)
    expect(await texts()).toEqual(['once', 'You said: once', 'then', 'You said: then'])
    const [first] = bot.heard
    expect(await store.count({ channel: 'web', person: first?.person ?? '' })).toMatchObject({ turns: 2 })
  })

  test('two tabs show one conversation', async () => {
    const other = await openPage()
    await say('from the first')
    await waitForReplies(1, other)
    await say('from the second', other)
    await waitForReplies(2)
    expect(await texts()).toEqual(await texts(other))
    expect(await texts()).toEqual([
      'from the first',
      'You said: from the first',
      'from the second',
      'You said: from the second',
    ])
  })

  test('says that it is thinking, to screen readers too', async () => {
    let go = () => {}
    bot.before = () => new Promise<void>((resolve) => (go = resolve))
    await say('hello')
    await page.getByRole('status').getByText('Tastebud is thinking…').waitFor()
    await expect.poll(() => bot.heard.length).toBe(1)
    go()
    await waitForReplies(1)
    await expect.poll(() => page.getByRole('status').textContent()).toBe('')
  })

  test('a refused message comes back to the field', async () => {
    await page.route('**/chat/messages', (route) =>
      route.fulfill({ status: 400, json: { detail: 'Not like this.', fix: 'Say it otherwise.' } }),
    )
    await say('oops')
    await page.getByText('Not like this. Say it otherwise.').waitFor()
    expect(await page.inputValue('#words')).toBe('oops')
    await say('x'.repeat(20_001))
    await page.getByText('This is too long: 20001 characters').waitFor()
    expect(await page.inputValue('#words')).toHaveLength(20_001)
  })

  test('reads well for those who do not see it', async () => {
    await say('recommend')
    await waitForReplies(1)
    const tree = await page.locator('body').ariaSnapshot()
    for (const line of [
      '- heading "Tastebud" [level=1]',
      '- navigation "Your data"',
      '- link "Export"',
      '- button "Forget me"',
      '- log "Conversation"',
      '- paragraph: "You: recommend"',
      '- heading "Night Ferry" [level=3]',
      '- list:',
      '- listitem: You liked Harbour Lights, and without it this would rank lower.',
      '- link "Where to find Night Ferry (opens a new tab)"',
      'button "Why?: Night Ferry"',
      '- button "None of them"',
      '- textbox "Your message"',
      '- button "Send"',
      '- status',
    ]) {
      expect(tree).toContain(line)
    }
    expect(tree).toMatch(/paragraph: "?Tastebud: Here are three/)
    // Everything is reached by Tab, and the focus is seen.
    const order: string[] = []
    await page.locator('.skip').focus()
    for (let i = 0; i < 32; i++) {
      order.push(
        await page.evaluate<string>(
          "document.activeElement?.textContent?.trim().slice(0, 20) || document.activeElement?.id || ''",
        ),
      )
      await page.keyboard.press('Tab')
    }
    for (const name of ['Export', 'Forget me', 'Like', 'None of them', 'words', 'Send'])
      expect(order.join('|')).toContain(name)
  })

  test.each([320, 375, 768])('%i px wide: nothing to scroll sideways, nothing cut off', async (width) => {
    await page.setViewportSize({ width, height: 640 })
    await say(`echo card ${'Supercalifragilistic'.repeat(8)}`)
    await say('recommend')
    await waitForReplies(2)
    const wide = await page.evaluate(sideways)
    expect(wide).toEqual({ page: 0, log: 0, outside: [] })
  })

  test.each([
    [1200, 800],
    [320, 640],
  ])('%i x %i: the log scrolls, the window never does', async (width, height) => {
    await page.setViewportSize({ width, height })
    const stands = async (when: string) => {
      // A wheel scrolls some frames later.
      await page.waitForTimeout(150)
      const { scrollTop, scrollHeight, header, log, composer } = await page.evaluate<Frame>(frame)
      expect({ when, scrollTop, header: header.top }).toEqual({ when, scrollTop: 0, header: 0 })
      expect(scrollHeight).toBeLessThanOrEqual(height)
      expect([log.top, composer.bottom <= height]).toEqual([header.bottom, true])
      expect(composer.top).toBeGreaterThanOrEqual(log.bottom)
    }
    for (let turn = 1; turn <= 5; turn++) {
      await say('recommend')
      await waitForReplies(turn)
      await stands(`after turn ${turn}`)
    }
    // What was said last is at the top, for its answer is taller than the log, or it ends with it.
    const last = await page.locator('.turn').last().boundingBox()
    expect(last?.y).toBeGreaterThanOrEqual(0)
    expect(last?.y).toBeLessThan(height / 2)

    const composer = await page.locator('#composer').boundingBox()
    await page.mouse.move(width / 2, (composer?.y ?? 0) + 20)
    for (const by of [2000, -300, 2000]) await page.mouse.wheel(0, by)
    await stands('after the wheel over the composer')
    for (const key of ['PageDown', 'End', 'PageUp']) await page.keyboard.press(key)
    await stands('after PageDown in the composer')
    await page.locator('#log').focus()
    for (const key of ['Home', 'PageDown', 'End']) await page.keyboard.press(key)
    await stands('after PageDown in the log')
    await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Export' }).click()])
    await stands('after the export')
    await page.locator('.skip').focus()
    await page.keyboard.press('Enter')
    await stands('after the skip link')
  })

  test.each(['light', 'dark'] as const)(
    '%s: every text stands out from what is behind it, 4.5 to 1',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme })
      await say('recommend')
      await say('more')
      await waitForReplies(2)
      const weak = await page.evaluate(weakTexts)
      expect(weak).toEqual([])
    },
  )

  test('export downloads everything', async () => {
    await say('hello')
    await waitForReplies(1)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('tastebud-export.json')
    const all = JSON.parse(readFileSync(await download.path(), 'utf8')) as { turns: { text: string }[] }
    expect(all.turns.map((turn) => turn.text)).toEqual(['hello'])
  })

  test('forget asks first, then leaves nothing, in no tab', async () => {
    const other = await openPage()
    // A browser slows a page that nobody looks at.
    await page.bringToFront()
    await say('hello')
    await waitForReplies(1)
    await waitForReplies(1, other)
    const person = { channel: 'web', person: bot.heard[0]?.person ?? '' }
    await page.getByRole('button', { name: 'Forget me' }).click()
    await page.getByRole('button', { name: 'Keep it' }).click()
    expect((await store.count(person)).turns).toBe(1)
    await page.getByRole('button', { name: 'Forget me' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Forget me' }).click()
    await page.getByText('Everything about you is forgotten.').waitFor()
    expect(Object.values(await store.count(person))).toEqual([0, 0, 0, 0])
    await waitForReplies(0)
    await waitForReplies(0, other)
    await say('anew')
    await waitForReplies(1)
    expect(bot.heard[1]?.person).not.toBe(person.person)
    await page.reload()
    await waitForReplies(1)
    expect(await texts()).toEqual(['anew', 'You said: anew'])
    expect(complaints).toEqual([])
  })
})
