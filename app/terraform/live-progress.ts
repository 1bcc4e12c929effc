import { Listr } from "listr2";
import { type LineSink, PlainProgress, type Progress, type StepProgress } from "./progress";

/** What a stream must tell to choose between live and plain progress. */
export interface ProgressStream extends LineSink {
  readonly isTTY?: boolean;
}

/** Live progress on a terminal, plain lines everywhere else and under CI. */
export function progressFor(stream: ProgressStream, variables: NodeJS.ProcessEnv = process.env): Progress {
  const live = stream.isTTY === true && variables["CI"] === undefined && variables["TERM"] !== "dumb";
  return live ? new LiveProgress(stream) : new PlainProgress(stream);
}

/** One line for each stack, renewed in place. */
class LiveProgress implements Progress {
  constructor(private readonly stream: LineSink) {}

  begin(title: string, stacks: readonly string[]): StepProgress {
    const lines = new Map(stacks.map((stack) => [stack, new StackLine()]));
    const list = new Listr(
      [
        {
          title,
          task: (_, task) =>
            task.newListr(
              stacks.map((stack) => ({
                title: stack,
                task: async (
                  __: unknown,
                  line: { title?: string | undefined; skip(message: string): void },
                ) => {
                  const state = lines.get(stack);
                  if (!state) return;
                  state.onUpdate = (status) => (line.title = `${stack}  ${status}`);
                  state.onUpdate(state.status);
                  const end = await state.ended;
                  line.title = `${stack}  ${end.text}`;
                  if (end.kind === "failed") throw new Error(line.title);
                  if (end.kind === "not-run") line.skip(line.title);
                },
              })),
              { concurrent: true, exitOnError: false, rendererOptions: { collapseSubtasks: false } },
            ),
        },
      ],
      // SIGINT is ours: the children must get it first and report before the process ends.
      { registerSignalListeners: false, exitOnError: false, rendererOptions: { showErrorMessage: false } },
    );
    const finished = list.run().then(
      () => undefined,
      () => undefined,
    );
    return {
      update: (stack, status) => lines.get(stack)?.update(status),
      done: (stack, summary) => lines.get(stack)?.end("done", summary),
      failed: (stack, sentence) => lines.get(stack)?.end("failed", sentence),
      notRun: (stack, reason) => lines.get(stack)?.end("not-run", `not run: ${reason}`),
      end: async () => {
        for (const line of lines.values()) line.end("not-run", "not run");
        await finished;
      },
    };
  }

  note(line: string): void {
    this.stream.write(`${line}\n`);
  }
}

interface LineEnd {
  readonly kind: "done" | "failed" | "not-run";
  readonly text: string;
}

/** The state of one line, which may be told things before listr has started its task. */
class StackLine {
  status = "";
  onUpdate: (status: string) => void = () => undefined;
  readonly ended: Promise<LineEnd>;
  private settle: (end: LineEnd) => void = () => undefined;

  constructor() {
    this.ended = new Promise((resolve) => (this.settle = resolve));
  }

  update(status: string): void {
    this.status = status;
    this.onUpdate(status);
  }

  end(kind: LineEnd["kind"], text: string): void {
    this.settle({ kind, text });
  }
}
