import type { Layer, RuleDescription } from "./rule";
import { rulesByLayer } from "./rules";

/** All rules as a Markdown table, sorted by layer and id: the one in docs/guardrails.md. */
export function renderRulesTable(): string {
  const rows = Object.entries(rulesByLayer).flatMap(([layer, rules]) =>
    [...rules].sort((a, b) => a.id.localeCompare(b.id)).map((rule) => row(layer as Layer, rule)),
  );
  return [
    "| id | layer | severity | what holds, and why | source | checkov |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function row(layer: Layer, rule: RuleDescription): string {
  const { cis = [], awsControls = [], checkov = [], design } = rule.source;
  const sources = [
    ...(cis.length > 0 ? [`CIS ${cis.join(", ")}`] : []),
    ...(awsControls.length > 0 ? [`AWS ${awsControls.join(", ")}`] : []),
    ...(design === undefined ? [] : [design]),
  ];
  const cells = [
    `\`${rule.id}\``,
    layer,
    rule.severity,
    `**${rule.title}.** ${rule.rationale}`,
    sources.join("; "),
    checkov.join(", "),
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
