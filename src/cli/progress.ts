import { SingleBar } from 'cli-progress'
import type { EpochRecord } from '../nn/epoch.ts'
import type { FitListener, ProgressListener } from '../recommenders/contract.ts'

/** Where it is shown, as much of a stream as it uses. */
export interface Screen {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/**
 * How far long work is. In a terminal one line that is written over again, a bar while a model learns; elsewhere a line
 * an epoch, and nothing of what has none. `clear` when it is over, also after a failure: the bar keeps a timer.
 */
export class Progress implements ProgressListener {
  readonly #out: Screen
  readonly #now: () => number
  #shown = ''
  #bar: SingleBar | undefined

  /** @param now milliseconds */
  constructor(out: Screen, now: () => number) {
    this.#out = out
    this.#now = now
  }

  show(text: string): void {
    if (this.#bar) this.clear()
    const line = text.trimEnd().slice(0, this.#width)
    if (!this.#out.isTTY || line === this.#shown) return
    this.#out.write(`\r${line.padEnd(this.#shown.length)}`)
    this.#shown = line
  }

  fit(name: string): Required<FitListener> {
    this.clear()
    let began = this.#now()
    let epochBegan = began
    // What was done before, by a fit that this one goes on from, took no time of this one.
    let [share, before, last] = [0, 0, '']
    const left = () => {
      const done = share - before
      return done > 0 && share < 1 ? `${duration(((this.#now() - began) * (1 - share)) / done)} left` : ''
    }
    return {
      progress: (done, total, note = '') => {
        share = total > 0 ? done / total : 1
        this.#drawBar(share, [`${name} {bar} ${Math.floor(100 * share)} %`, left(), note, last])
      },
      resumed: (epochs, of) => {
        began = this.#now()
        epochBegan = began
        share = before = epochs / of
        this.#say(`${name}: goes on after epoch ${epochs} of ${of}`)
      },
      epoch: (record) => {
        const seconds = (this.#now() - epochBegan) / 1000
        epochBegan = this.#now()
        const told = [...results(record), `${thousands(record.events / Math.max(seconds, 1e-3))} events/s`]
        last = told.slice(1).join(', ')
        share = Math.max(share, record.epoch / record.of)
        if (this.#out.isTTY) return
        const line = [`${name}: epoch ${record.epoch} of ${record.of}, ${told[0]}`, ...told.slice(1), left()]
        this.#out.write(`${line.filter(Boolean).join(', ')}\n`)
      },
    }
  }

  /** A line that stays. */
  #say(line: string): void {
    this.clear()
    this.#out.write(`${line}\n`)
  }

  clear(): void {
    this.#bar?.stop()
    this.#bar = undefined
    if (this.#shown !== '') this.#out.write(`\r${' '.repeat(this.#shown.length)}\r`)
    this.#shown = ''
  }

  get #width(): number {
    // Some terminals say 0.
    return (this.#out.columns || 80) - 1
  }

  #drawBar(share: number, parts: readonly string[]): void {
    if (!this.#out.isTTY) return
    const text = parts.filter(Boolean).join(', ')
    if (this.#bar) {
      this.#bar.update(share, { text })
      return
    }
    this.#bar = new SingleBar({
      stream: this.#out as NodeJS.WriteStream,
      format: (_, { value }, { text }: { text: string }) => withBar(text, value, this.#width),
      clearOnComplete: true,
      // Its handler would take the first Ctrl-C for itself; and a program that is killed must not leave a terminal
      // that wraps no lines.
      gracefulExit: false,
      linewrap: true,
    })
    this.#bar.start(1, share, { text })
  }
}

/** The bar in the place of `{bar}`, and all of it no wider than the terminal. */
function withBar(text: string, share: number, width: number): string {
  const filled = Math.round(20 * share)
  return text.replace('{bar}', '█'.repeat(filled) + '░'.repeat(20 - filled)).slice(0, width)
}

const results = ({ loss, metric }: EpochRecord): string[] => [
  `loss ${loss.toPrecision(4)}`,
  ...(metric ? [`${metric.name} ${metric.value.toPrecision(4)}`] : []),
]

const thousands = (n: number): string => Math.round(n).toLocaleString('en-US')

/** `8 s`, `3 min 5 s`, `2 h 10 min` */
export function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
