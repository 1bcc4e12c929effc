import { Html, html } from "./html";
import { planChanges } from "./plan-changes";
import type { Problem, RunReport, StackReport, StepReport } from "./shape";
import { checks, differences, disturbances } from "./step-tables";
import { formatSeconds, TimeAxis } from "./timings";
import { verdict } from "./verdict";

/** One environment in one scenario: each step with its time, and with what it did inside. */
export function runSection(run: RunReport): Html {
  const axis = new TimeAxis(run);
  const passed = run.steps.filter(({ outcome }) => outcome === "passed").length;
  return html`<section id="${runId(run)}">
    <details class="run" ${run.outcome !== "passed" && new Html(" open")}>
      <summary class="row">
        <h2>${run.environment}: ${run.scenario}</h2>
        <span class="soft">${passed} of ${run.steps.length} steps passed</span>
        <span class="seconds">${formatSeconds(run.seconds)}</span>
        ${verdict(run.outcome)}
      </summary>
      <p>${run.summary}</p>
      ${run.steps.map((step, index) => stepRow(step, index, axis))}
      <p class="soft">Logs, plans and states: <code>${run.folder}</code></p>
    </details>
  </section>`;
}

export function runId({ environment, scenario }: RunReport): string {
  return `run-${environment}-${scenario}`;
}

/** A step that has something to show opens; one that has nothing is a row alone. */
function stepRow(step: StepReport, index: number, axis: TimeAxis): Html {
  const { title, outcome, seconds, stacks, problems } = step;
  const row = html`<span class="title">${title}</span>
    ${axis.bar(index, 0, seconds, outcome)}
    <span class="seconds">${outcome === "not-run" ? "" : formatSeconds(seconds)}</span>
    ${verdict(outcome)}`;
  const bodies: readonly (readonly [readonly unknown[], () => Html])[] = [
    [problems, () => html`${problems.map(problem)}`],
    [stacks, () => html`${stacks.map((stack) => stackRow(stack, index, axis))}`],
    [step.checks, () => checks(step.checks)],
    [step.disturbances, () => disturbances(step.disturbances)],
    [step.differences, () => differences(step.differences)],
  ];
  const shown = bodies.filter(([list]) => list.length > 0).map(([, body]) => body());
  if (shown.length === 0) return html`<div class="step row">${row}</div>`;
  return html`<details class="step" ${outcome !== "passed" && new Html(" open")}>
    <summary class="row">${row}</summary>
    ${shown}
  </details>`;
}

function problem({ sentence, details }: Problem): Html {
  return html`<p><strong>${sentence}</strong></p>
    ${
      details.length > 0 &&
      html`<ul>
        ${details.map((line) => html`<li><code>${line}</code></li>`)}
      </ul>`
    }`;
}

function stackRow(report: StackReport, step: number, axis: TimeAxis): Html {
  const { stack, outcome, startedAfterSeconds, seconds, summary, changes, drift } = report;
  return html`<div class="stack">
    <div class="row">
      <span class="title"><strong>${stack}</strong>: ${summary}</span>
      ${axis.bar(step, startedAfterSeconds, seconds, outcome)}
      <span class="seconds">${outcome === "not-run" ? "" : formatSeconds(seconds)}</span>
      ${outcome === "passed" ? html`<span></span>` : verdict(outcome)}
    </div>
    ${planChanges(`Plan of ${stack}`, changes)}${planChanges(`Drift of ${stack}`, drift)}
  </div>`;
}
