import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const places = [
  process.env.TASTEBUD_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** The browser of this machine, or undefined with one line that says so. */
export const chromiumPath = places.find((path): path is string => !!path && existsSync(path))
if (chromiumPath === undefined) {
  console.warn('The page is not tested: no Chromium here (apt-get install chromium, or set TASTEBUD_CHROMIUM).')
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
    args: ['--no-sandbox', '--headless', '--disable-gpu', '--disable-background-networking'],
  })
}
