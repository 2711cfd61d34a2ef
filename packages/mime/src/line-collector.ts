/** Decoder of a part that needs no decoding: its lines, each ended by a line feed. */
export class LineCollector {
  readonly #lines: Uint8Array[] = []
  #length = 0

  update(line: Uint8Array): void {
    this.#lines.push(line)
    this.#length += line.length + 1
  }

  finalize(): Promise<ArrayBuffer> {
    const all = new Uint8Array(this.#length).fill(0x0a)
    let at = 0
    for (const line of this.#lines) {
      all.set(line, at)
      at += line.length + 1
    }
    return Promise.resolve(all.buffer)
  }
}
