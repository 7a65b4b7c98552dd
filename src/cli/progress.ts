/** One line that is written over again on a terminal; nothing at all elsewhere. */
export class Progress {
  #shown = ''

  constructor(readonly out: { readonly isTTY?: boolean; readonly columns?: number; write(text: string): unknown }) {}

  show(text: string): void {
    const line = text.trimEnd().slice(0, (this.out.columns ?? 80) - 1)
    if (!this.out.isTTY || line === this.#shown) return
    this.out.write(`\r${line.padEnd(this.#shown.length)}`)
    this.#shown = line
  }

  clear(): void {
    if (!this.out.isTTY || this.#shown === '') return
    this.out.write(`\r${' '.repeat(this.#shown.length)}\r`)
    this.#shown = ''
  }
}
