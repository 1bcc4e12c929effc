/** Where the progress of stacks is shown. */
export interface Progress {
  /** A step over some stacks begins; at most one is open at a time. */
  begin(title: string, stacks: readonly string[]): StepProgress;
  /** One line that belongs to no stack. */
  note(line: string): void;
}

/** The stacks of one step. */
export interface StepProgress {
  /** The stack is at work: "12 of 37 created". Many calls a second are welcome. */
  update(stack: string, status: string): void;
  done(stack: string, summary: string): void;
  failed(stack: string, sentence: string): void;
  notRun(stack: string, reason: string): void;
  /** The step is over; resolves when everything is on the screen. */
  end(): Promise<void>;
}

/** Where lines go: process.stdout, or a list in a test. */
export interface LineSink {
  write(text: string): unknown;
}

/** Plain lines, for logs and pipes: one when a step begins, one when a stack of it ends, none in between. */
export class PlainProgress implements Progress {
  constructor(private readonly sink: LineSink) {}

  begin(title: string, stacks: readonly string[]): StepProgress {
    const begun = performance.now();
    this.note(stacks.length === 0 ? title : `${title}: ${stacks.join(", ")}`);
    return {
      update: () => undefined,
      done: (stack, summary) => this.note(`  ${stack}: ${summary} (${secondsSince(begun)})`),
      failed: (stack, sentence) => this.note(`  ${stack}: FAILED (${secondsSince(begun)}): ${sentence}`),
      notRun: (stack, reason) => this.note(`  ${stack}: not run: ${reason}`),
      end: () => Promise.resolve(),
    };
  }

  note(line: string): void {
    this.sink.write(`${line}\n`);
  }
}

function secondsSince(begun: number): string {
  return `${((performance.now() - begun) / 1000).toFixed(1)} s`;
}
