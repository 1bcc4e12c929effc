import type { Html } from "./html";
import { html } from "./html";
import type { RunReport } from "./shape";

/** "0.42 s", "12.3 s", "2 min 05 s". */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${String(Math.round(seconds % 60)).padStart(2, "0")} s`;
}

/** The time axis of a run: when each of its steps began, one after the other. */
export class TimeAxis {
  private readonly seconds: number;
  private readonly begins: readonly number[];

  constructor({ steps }: RunReport) {
    let end = 0;
    this.begins = steps.map((step) => (end += step.seconds) - step.seconds);
    this.seconds = Math.max(end, 0.001);
  }

  /**
   * A bar on the axis; the seconds stand beside it in words.
   * @param step index of the step
   * @param afterSeconds since the step began
   */
  bar(step: number, afterSeconds: number, seconds: number, outcome: string): Html {
    const percent = (value: number): string => ((100 * value) / this.seconds).toFixed(2);
    const left = percent((this.begins[step] ?? 0) + afterSeconds);
    return html`<span class="track" aria-hidden="true"
      >${
        outcome !== "not-run" &&
        html`<span
          class="bar${outcome === "failed" ? " bad" : ""}"
          style="margin-left:${left}%;width:${percent(seconds)}%"
        ></span>`
      }</span
    >`;
  }
}
