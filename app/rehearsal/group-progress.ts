import type { Progress, StepProgress } from "../terraform/progress";
import type { RunReport } from "./report/shape";
import type { Scenario } from "./scenario";

/** Scenarios that run side by side, shown as one step: a line for each scenario, which names the step it is at. */
export class GroupProgress {
  private readonly step: StepProgress;

  constructor(progress: Progress, title: string, scenarios: readonly Scenario[]) {
    this.step = progress.begin(
      title,
      scenarios.map(({ name }) => name),
    );
  }

  /** What a scenario of the group takes for its own progress. */
  of({ name }: Scenario): Progress {
    return {
      begin: (title) => {
        this.step.update(name, title);
        return {
          update: () => undefined,
          done: () => undefined,
          failed: () => undefined,
          notRun: () => undefined,
          end: () => Promise.resolve(),
        };
      },
      note: () => undefined,
    };
  }

  ended({ scenario, outcome, seconds, steps, summary }: RunReport): void {
    if (outcome === "passed") return this.step.done(scenario, `passed in ${seconds.toFixed(1)} s`);
    if (outcome !== "failed") return this.step.notRun(scenario, outcome === "not-run" ? summary : outcome);
    const [problem] = steps.flatMap(({ problems }) => problems);
    this.step.failed(scenario, problem?.sentence ?? summary);
  }

  end(): Promise<void> {
    return this.step.end();
  }
}
