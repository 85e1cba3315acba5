/** Says on a terminal how far a preview is, where it takes more than a second. */

const PATIENCE = 1000;
const INTERVAL = 200;

/** Writes over one line of `stream`; does nothing where that is no terminal. */
export class Progress {
  readonly #began = performance.now();
  #shown = 0;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  /** Called often; writes seldom. */
  readonly onResource = (count: number): void => {
    const now = performance.now();
    if (!this.stream.isTTY || now - this.#began < PATIENCE || now - this.#shown < INTERVAL) return;
    this.#shown = now;
    this.stream.write(`\r${count.toLocaleString("en")} resources after ${((now - this.#began) / 1000).toFixed(0)} s`);
  };

  /** Takes the line away. */
  end(): void {
    if (this.#shown > 0) this.stream.write("\r\u001b[K");
  }
}
