import { type Html, html } from "./html";
import type { RehearsalReport } from "./shape";
import { table } from "./table";
import { verdict } from "./verdict";

/** What one rule found at one construct, in however many stacks. */
interface GuardrailGroup {
  readonly rule: string;
  readonly severity: "error" | "warning";
  readonly address: string;
  /** The reason, where somebody accepted it. */
  readonly suppressed?: string;
  readonly messages: ReadonlySet<string>;
  readonly stacks: ReadonlySet<string>;
}

/** "0 open, 7 accepted": what a rule found at a construct counts once, and is accepted when a reason stands there. */
export function guardrailCounts(report: RehearsalReport): string {
  const groups = groupsOf(report);
  const accepted = groups.filter(({ suppressed }) => suppressed !== undefined).length;
  return `${groups.length - accepted} open, ${accepted} accepted`;
}

/** Open findings first; then those that are accepted, each with its reason before everything else. */
export function guardrailSection(report: RehearsalReport): Html {
  const groups = groupsOf(report);
  const open = groups.filter(({ suppressed }) => suppressed === undefined);
  const accepted = groups.filter(({ suppressed }) => suppressed !== undefined);
  const where = ({ address, stacks }: GuardrailGroup): Html =>
    html`<code>${address}</code><br /><span class="soft">${environmentsOf(report, stacks)}</span>`;
  return html`<section id="guardrails">
    <h2>Guardrails: ${guardrailCounts(report)}</h2>
    ${groups.length === 0 && html`<p>No rule found anything, and nothing is suppressed.</p>`}
    ${
      open.length > 0 &&
      table(
        "Open",
        ["Finding", "Rule", "Where"],
        open.map((group) => [
          messages(group),
          html`${group.rule}<br />${verdict(group.severity === "error" ? "failed" : "warning")}`,
          where(group),
        ]),
      )
    }
    ${
      accepted.length > 0 &&
      table(
        "Accepted, for the reason that stands at the construct",
        ["Accepted because", "Rule", "Where"],
        accepted.map((group) => [
          html`${group.suppressed}
            <details>
              <summary class="soft">What the rule found</summary>
              ${messages(group)}
            </details>`,
          group.rule,
          where(group),
        ]),
      )
    }
  </section>`;
}

function messages(group: GuardrailGroup): Html {
  return html`${[...group.messages].map((message) => html`<p>${message}</p>`)}`;
}

/** "dev, prod", or "dev (dev-network)" where it is one stack; a finding on the whole app has neither. */
function environmentsOf({ environments }: RehearsalReport, stacks: ReadonlySet<string>): string {
  const names = environments
    .filter((each) => each.stacks.some(({ name }) => stacks.has(name)))
    .map(({ name }) => name)
    .join(", ");
  return stacks.size === 1 && names !== "" ? `${names} (${[...stacks].join(", ")})` : names;
}

function groupsOf({ guardrails }: RehearsalReport): GuardrailGroup[] {
  const groups = new Map<string, GuardrailGroup & { messages: Set<string>; stacks: Set<string> }>();
  for (const { rule, severity, stack, address, message, suppressed } of guardrails) {
    const key = JSON.stringify([rule, severity, address, suppressed]);
    const group = groups.get(key) ?? {
      rule,
      severity,
      address,
      ...(suppressed !== undefined && { suppressed }),
      messages: new Set<string>(),
      stacks: new Set<string>(),
    };
    group.messages.add(message);
    group.stacks.add(stack);
    groups.set(key, group);
  }
  return [...groups.values()];
}
