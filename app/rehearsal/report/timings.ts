import type { Html } from "./html";
import { html } from "./html";
import type { RunReport } from "./shape";

/** "0.42 s", "12.3 s", "2 min 05 s". */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${String(Math.round(seconds % 60)).padStart(2, "0")} s`;
}

interface TimedRow {
  readonly title: string;
  readonly startedAfter: number;
  readonly seconds: number;
  readonly failed: boolean;
}

/** Steps and the stacks inside them, with the moment each began, in seconds since the run's begin. */
function rowsOf(run: RunReport): TimedRow[] {
  let begun = 0;
  return run.steps.flatMap((step) => {
    const start = begun;
    begun += step.seconds;
    if (step.outcome === "not-run") return [];
    const own = {
      title: step.title,
      startedAfter: start,
      seconds: step.seconds,
      failed: step.outcome === "failed",
    };
    const stacks = step.stacks
      .filter(({ outcome }) => outcome !== "not-run")
      .map((stack) => ({
        title: `· ${stack.stack}`,
        startedAfter: start + stack.startedAfterSeconds,
        seconds: stack.seconds,
        failed: stack.outcome === "failed",
      }));
    return stacks.length > 1 ? [own, ...stacks] : [own];
  });
}

/** The run as bars on one time axis. */
export function timingBars(run: RunReport): Html {
  const rows = rowsOf(run);
  const total = Math.max(0.001, ...rows.map(({ startedAfter, seconds }) => startedAfter + seconds));
  const percent = (seconds: number): string => ((100 * seconds) / total).toFixed(2);
  return html`<div class="scroll">
    <table>
      <caption>
        Timings of ${run.environment}, ${run.scenario}: ${formatSeconds(run.seconds)} in all
      </caption>
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col" class="number">Seconds</th>
          <th scope="col">When</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ title, startedAfter, seconds, failed }) =>
            html`<tr>
              <td>${title}</td>
              <td class="number">${seconds.toFixed(2)}</td>
              <td class="track">
                <span
                  class="bar${failed ? " bad" : ""}"
                  style="margin-left:${percent(startedAfter)}%;width:${percent(seconds)}%"
                ></span>
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
