import { emulationSection } from "./emulation-section";
import { guardrailCounts, guardrailSection } from "./guardrail-section";
import { Html, html } from "./html";
import { runId, runSection } from "./run-section";
import type { FirstCause, RehearsalReport, RunReport, SecretScanReport } from "./shape";
import { stackGraph } from "./stack-graph";
import { style } from "./style";
import { formatSeconds } from "./timings";
import { verdict } from "./verdict";

/** The report as one page that needs nothing else: no script, no font, no request. */
export function reportPage(report: RehearsalReport): string {
  const title = `Rehearsal of ${report.environments.map(({ name }) => name).join(", ")}: ${report.outcome}`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        />
        <link rel="icon" href="data:," />
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header>
          <h1>${title}</h1>
          <p class="soft">
            ${report.startedAt.replace("T", " ").replace(/\.\d+Z$/, " UTC")}, ${report.binary.kind}
            ${report.binary.version}, level ${report.level}
          </p>
          ${report.firstCause && cause(report.firstCause)} ${figures(report)}
          <nav aria-label="Sections">
            <ul>
              <li><a href="#stacks">Stacks</a></li>
              ${firstOfEach(report.runs).map(
                (run) =>
                  html`<li>
                    <a href="#${runId(run)}">${run.environment}: ${run.group ?? run.scenario}</a>
                  </li>`,
              )}
              ${report.emulation && html`<li><a href="#emulation">Emulation</a></li>`}
              <li><a href="#guardrails">Guardrails</a></li>
              <li><a href="#secrets">Secret scan</a></li>
            </ul>
          </nav>
        </header>
        <main id="content">
          <section id="stacks">
            <h2>Stacks by waves</h2>
            ${report.environments.map(
              (environment) =>
                html`<h3>${environment.name}</h3>
                  ${stackGraph(environment)}`,
            )}
          </section>
          ${report.runs.map(runSection)}
          ${report.emulation && emulationSection(report.emulation, report.runs)} ${guardrailSection(report)}
          ${secretScan(report.secretScan)}
        </main>
      </body>
    </html> `;
  return page.text;
}

/** One link leads to a whole group. */
function firstOfEach(runs: readonly RunReport[]): RunReport[] {
  return runs.filter(
    ({ environment, group }, index) =>
      group === undefined ||
      runs.findIndex((other) => other.environment === environment && other.group === group) === index,
  );
}

function cause({ environment, scenario, step, stack, sentence, details }: FirstCause): Html {
  const where = [environment, scenario, step, stack].filter((part) => part !== undefined).join(" › ");
  return html`<section class="cause" aria-labelledby="cause">
    <h2 id="cause">First cause</h2>
    <p>${sentence}</p>
    ${where !== "" && html`<p class="soft">${where}</p>`}${
      details.length > 0 &&
      html`<ul>
        ${details.map((line) => html`<li><code>${line}</code></li>`)}
      </ul>`
    }
  </section>`;
}

function figures(report: RehearsalReport): Html {
  const steps = report.runs.flatMap((run) => run.steps);
  const passed = steps.filter(({ outcome }) => outcome === "passed").length;
  const resources = report.environments.flatMap(({ stacks }) => stacks.map((stack) => stack.resources));
  const entries: readonly (readonly [string, string | Html])[] = [
    ["Outcome", verdict(report.outcome)],
    ["Time", formatSeconds(report.seconds)],
    ["Steps passed", `${passed} of ${steps.length}`],
    ["Resources declared", String(resources.reduce((sum, count) => sum + count, 0))],
    ["Guardrails", guardrailCounts(report)],
  ];
  return html`<dl class="figures">
    ${entries.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function secretScan({ files, findings, outcome }: SecretScanReport): Html {
  const sentence =
    outcome === "not-run"
      ? "The scan did not run: the rehearsal was stopped before."
      : `${files} files were read: synth, plans, states and logs. ${findings.length === 0 ? "None holds a secret." : `${findings.length} findings.`}`;
  return html`<section id="secrets">
    <h2>Secret scan</h2>
    <p>${sentence}</p>
    ${
      findings.length > 0 &&
      html`<ul>
        ${findings.map(({ file, message }) => html`<li><code>${file}</code>: ${message}</li>`)}
      </ul>`
    }
  </section>`;
}
