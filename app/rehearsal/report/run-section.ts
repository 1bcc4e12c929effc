import { Html, html } from "./html";
import { planChanges } from "./plan-changes";
import type { DifferenceReport, RunReport, StackReport, StepReport } from "./shape";
import { formatSeconds, timingBars } from "./timings";

/** One environment in one scenario: timings, then each step with what it did. */
export function runSection(run: RunReport): Html {
  return html`<section id="${runId(run)}">
    <h2>${run.environment}: ${run.scenario} ${verdict(run.outcome)}</h2>
    <p>${run.summary}</p>
    ${timingBars(run)}
    <h3>Steps</h3>
    ${run.steps.map(stepDetails)}
    <p class="soft">Logs, plans and states: <code>${run.folder}</code></p>
  </section>`;
}

export function runId({ environment, scenario }: RunReport): string {
  return `run-${environment}-${scenario}`;
}

export function verdict(outcome: string): Html {
  return html`<span class="verdict ${outcome}">${outcome.replace("-", " ")}</span>`;
}

function stepDetails(step: StepReport): Html {
  const changes = step.stacks.some((stack) => stack.changes.length > 0);
  return html`<details${step.outcome === "failed" && new Html(" open")}><summary>${step.title} <span class="soft">${
    step.outcome === "not-run" ? "" : formatSeconds(step.seconds)
  }</span>${verdict(step.outcome)}</summary>
${step.problems.map(
  ({ sentence, details }) =>
    html`<p><strong>${sentence}</strong></p>
      ${
        details.length > 0 &&
        html`<ul>
          ${details.map((line) => html`<li><code>${line}</code></li>`)}
        </ul>`
      }`,
)}
${step.checks.length > 0 && checks(step)}
${step.disturbances.length > 0 && disturbances(step)}
${step.differences.length > 0 && differences(step.differences)}
${
  step.stacks.length > 0 &&
  html`<ul class="plain">
    ${step.stacks.map(stackLine)}
  </ul>`
}
${changes && step.stacks.map((stack) => html`${planChanges(`Plan of ${stack.stack}`, stack.changes)}${planChanges(`Drift of ${stack.stack}`, stack.drift)}`)}
</details>`;
}

function stackLine({ stack, outcome, seconds, summary }: StackReport): Html {
  return html`<li>
    <strong>${stack}</strong>:
    ${summary}${outcome !== "not-run" && html` <span class="soft">${formatSeconds(seconds)}</span>`}
  </li>`;
}

function checks({ checks: list }: StepReport): Html {
  return html`<table>
    <caption>
      Checks
    </caption>
    <thead>
      <tr>
        <th scope="col">Check</th>
        <th scope="col">Seen</th>
        <th scope="col">Outcome</th>
      </tr>
    </thead>
    <tbody>
      ${list.map(
        ({ name, sentence, passed }) =>
          html`<tr>
            <td>${name}</td>
            <td>${sentence}</td>
            <td>${verdict(passed ? "passed" : "failed")}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function disturbances({ disturbances: list }: StepReport): Html {
  return html`<table>
    <caption>
      Disturbed behind terraform's back
    </caption>
    <thead>
      <tr>
        <th scope="col">Object</th>
        <th scope="col">What happened</th>
        <th scope="col">Shown as drift</th>
        <th scope="col">Repaired by</th>
      </tr>
    </thead>
    <tbody>
      ${list.map(
        ({ stack, address, what, shown, repair }) =>
          html`<tr>
            <td><code>${address}</code> <span class="soft">${stack}</span></td>
            <td>${what}</td>
            <td>${shown ? "yes" : "no"}</td>
            <td>${repair ?? "nothing"}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Unexplained ones each; explained ones by rule, with a count and examples. */
function differences(list: readonly DifferenceReport[]): Html {
  const byRule = new Map<string, DifferenceReport[]>();
  for (const difference of list) {
    const rule = difference.rule ?? "no explanation";
    byRule.set(rule, [...(byRule.get(rule) ?? []), difference]);
  }
  return html`<table>
    <caption>
      Differences between the two builds
    </caption>
    <thead>
      <tr>
        <th scope="col">Explanation</th>
        <th scope="col" class="number">Count</th>
        <th scope="col">Where</th>
      </tr>
    </thead>
    <tbody>
      ${[...byRule].map(
        ([rule, found]) =>
          html`<tr>
            <td>${rule}</td>
            <td class="number">${found.length}</td>
            <td>${places(rule, found)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function places(rule: string, found: readonly DifferenceReport[]): Html {
  const most = rule === "no explanation" ? found.length : 6;
  const shown = found.slice(0, most).map(({ address, path, before, after }) => {
    const values = rule === "no explanation" && `: ${JSON.stringify(before)} → ${JSON.stringify(after)}`;
    return html`<li><code>${address}${path !== "" && ` ${path}`}${values}</code></li>`;
  });
  const rest = found.length - most;
  return html`<ul class="plain">
    ${shown}${rest > 0 && html`<li class="soft">and ${rest} more in rehearsal.json</li>`}
  </ul>`;
}
