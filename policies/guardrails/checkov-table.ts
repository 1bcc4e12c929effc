import { checkovChecks, unchecked } from "./checkov/all";
import type { CheckovCheck } from "./checkov/check";

/** The checks of checkov as a Markdown table, with what becomes of each here: the one in docs/guardrails.md. */
export function renderCheckovTable(): string {
  return [
    "| checkov | of | asks | here |",
    "| --- | --- | --- | --- |",
    ...checkovChecks.map(row),
    "",
    `No check asks anything of ${unchecked.map(code).join(", ")}.`,
  ].join("\n");
}

function row({ id, of, asks, rules, differs }: CheckovCheck): string {
  const here = rules.length === 0 ? "no rule" : rules.map(code).join(", ");
  const cells = [id, of.map(code).join(", "), asks, differs === undefined ? here : `${here}. ${differs}`];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function code(text: string): string {
  return `\`${text}\``;
}
