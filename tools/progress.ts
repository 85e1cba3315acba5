/** Says what is being built and for how long: on a terminal in one line that changes, elsewhere now and then in a new one. */

/** What a log gets while one tool takes long, in milliseconds; a terminal, more often. */
const INTERVAL = { log: 30_000, terminal: 1000 };

/** What of a stream is needed to write to it. */
export interface ProgressStream {
  readonly isTTY: boolean;
  write(text: string): unknown;
}

export class BuildProgress {
  constructor(
    private readonly stream: ProgressStream,
    private readonly interval = INTERVAL,
  ) {}

  say(text: string): void {
    this.stream.write(`${text}\n`);
  }

  /** @param title For example "kubectl v1.36.3". */
  async during<T>(title: string, work: (onPackage: () => void) => Promise<T>): Promise<T> {
    const began = performance.now();
    let packages = 0;
    const state = () => `${title}: ${seconds(began)} s, ${packages} packages compiled`;
    const { isTTY: terminal } = this.stream;
    const timer = setInterval(
      () => this.stream.write(terminal ? `\r\u001b[K${state()}` : `${state()}\n`),
      terminal ? this.interval.terminal : this.interval.log,
    );
    try {
      const result = await work(() => packages++);
      this.stream.write(`${terminal ? "\r\u001b[K" : ""}${title}: built in ${seconds(began)} s\n`);
      return result;
    } catch (error) {
      if (terminal) this.stream.write("\r\u001b[K");
      throw error;
    } finally {
      clearInterval(timer);
    }
  }
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(0);
}
