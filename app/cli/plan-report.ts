import { describeFinding, type Finding } from "../../policies/guardrails/finding";
import type { StackPlan } from "../deployment/plan-stacks";
import {
  type Action,
  type AttributeChange,
  describeCounts,
  type PlanSummary,
  type ResourceChange,
} from "../terraform/plan";
import { type Colors, colorsFor, type Terminal } from "./terminal";

/** Prints plans as terraform's users read them: a sign and an address a line, attributes of what changes in place. */
export function printPlans(terminal: Terminal, plans: readonly StackPlan[]): void {
  const colors = colorsFor(terminal.stdout, terminal.variables);
  for (const { stack, previewFor, planned, findings } of plans) {
    if (!planned.changes) continue;
    terminal.stdout.write(`\n${colors.bold(stack.name)}: ${describeCounts(planned.summary.counts)}\n`);
    if (previewFor.length > 0) {
      terminal.stdout.write(`  preview: the real plan is made once ${previewFor.join(", ")} is deployed\n`);
    }
    printSummary(terminal, planned.summary);
    printFindings(terminal, findings);
  }
  const unchanged = plans.filter(({ planned }) => !planned.changes).map(({ stack }) => stack.name);
  if (unchanged.length > 0) terminal.stdout.write(`\nNo changes: ${unchanged.join(", ")}\n`);
}

/** Drift and changes of one plan. */
export function printSummary(terminal: Terminal, summary: PlanSummary): void {
  const colors = colorsFor(terminal.stdout, terminal.variables);
  for (const change of summary.drift) {
    terminal.stdout.write(`  changed behind terraform's back: ${change.address} (${change.action})\n`);
  }
  for (const change of summary.changes) {
    if (change.action !== "read") terminal.stdout.write(describeChange(change, colors));
  }
  for (const { name, action } of summary.outputs) {
    terminal.stdout.write(`  ${sign(action, colors)} output ${name}\n`);
  }
}

export function printFindings(terminal: Terminal, findings: readonly Finding[]): void {
  const colors = colorsFor(terminal.stdout, terminal.variables);
  for (const finding of findings) {
    const stops = finding.severity === "error" && finding.suppression === undefined;
    const line = describeFinding(finding);
    terminal.stdout.write(`  ${stops ? colors.red(line) : colors.yellow(line)}\n`);
  }
}

/** One line that says how many findings were accepted, and where they and their reasons are listed. */
export function printAccepted(terminal: Terminal, environment: string, findings: readonly Finding[]): void {
  const count = findings.filter(({ suppression }) => suppression !== undefined).length;
  if (count === 0) return;
  const subject = count === 1 ? "1 finding" : `${count} findings`;
  terminal.stdout.write(
    `  ${subject} accepted with a reason: npx drydock guardrails --accepted ${environment}\n`,
  );
}

function describeChange(change: ResourceChange, colors: Colors): string {
  const notes = [
    change.previousAddress && `was ${change.previousAddress}`,
    change.importId && `imported as ${change.importId}`,
    change.action === "replace" &&
      (change.createBeforeDestroy ? "the new one first" : "destroyed first, then created"),
  ].filter(Boolean);
  const head = `  ${sign(change.action, colors)} ${change.address}${notes.length > 0 ? ` (${notes.join(", ")})` : ""}\n`;
  if (change.action !== "update" && change.action !== "replace") return head;
  return head + change.attributes.filter(worthALine(change)).map(describeAttribute).join("");
}

/** Of a replacement only what forces it: everything else is made anew anyway. */
function worthALine({ action }: ResourceChange): (attribute: AttributeChange) => boolean {
  return action === "replace" ? ({ forcesReplacement }) => forcesReplacement : () => true;
}

function describeAttribute(attribute: AttributeChange): string {
  const { path, sensitive, unknown, forcesReplacement } = attribute;
  const before = sensitive ? "(sensitive)" : print(attribute.before);
  const after = unknown ? "(known after apply)" : sensitive ? "(sensitive)" : print(attribute.after);
  return `      ${path}: ${before} -> ${after}${forcesReplacement ? " (forces replacement)" : ""}\n`;
}

function print(value: unknown): string {
  const text = value === undefined ? "null" : JSON.stringify(value);
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
}

const signs: Record<Action, string> = {
  create: "+",
  update: "~",
  replace: "-/+",
  delete: "-",
  read: "<=",
  "no-op": " ",
  move: ">",
  import: "&",
  forget: ".",
};

function sign(action: Action, colors: Colors): string {
  const text = signs[action];
  if (action === "create" || action === "import") return colors.green(text);
  if (action === "delete" || action === "replace") return colors.red(text);
  return action === "update" ? colors.yellow(text) : text;
}
