import type { Command } from "commander";
import type { RuleDescription } from "../../policies/guardrails/rule";
import { unknownName } from "../user-error";
import { columns, type Terminal } from "./terminal";

export function addGuardrails(program: Command, terminal: Terminal): void {
  program
    .command("guardrails")
    .argument("[rule]", "id of one rule, for its rationale and sources")
    .description("list the guardrails: what stops synth or a deployment, and why")
    .addHelpText("after", "\nExamples:\n  npx drydock guardrails\n  npx drydock guardrails kms-rotation\n")
    .action(async (id: string | undefined) => {
      const { rulesByLayer } = await import("../../policies/guardrails/rules");
      const rules = Object.entries(rulesByLayer).flatMap(([layer, list]) =>
        list.map((rule) => ({ layer: layer.replace("-", " "), rule })),
      );
      if (id === undefined) {
        const rows = rules.map(({ layer, rule }) => [rule.id, rule.severity, layer, rule.title]);
        terminal.stdout.write(columns([["RULE", "SEVERITY", "LAYER", "WHAT HOLDS"], ...rows]));
        return;
      }
      const found = rules.find(({ rule }) => rule.id === id);
      if (!found) {
        throw unknownName(
          "guardrail",
          id,
          rules.map(({ rule }) => rule.id),
        );
      }
      terminal.stdout.write(describeRule(found.layer, found.rule));
    });
}

function describeRule(layer: string, rule: RuleDescription): string {
  const { cis, awsControls, checkov, design } = rule.source;
  const sources = [
    cis && `CIS AWS Foundations Benchmark v3.0.0: ${cis.join(", ")}`,
    awsControls && `AWS Security Hub: ${awsControls.join(", ")}`,
    checkov && `checkov: ${checkov.join(", ")}`,
    design,
  ].filter((source) => source !== undefined);
  return [
    `${rule.id} (${rule.severity}, on the ${layer})`,
    rule.title,
    "",
    rule.rationale,
    "",
    ...sources.map((source) => `Source: ${source}`),
    "",
  ].join("\n");
}
