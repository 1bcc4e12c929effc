import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Command } from "commander";
import type { RuleDescription } from "../../policies/guardrails/rule";
import { unknownName } from "../user-error";
import { type EnvironmentFolder, environmentFolderOption, loadOptions } from "./environment-options";
import { columns, type Terminal } from "./terminal";

interface GuardrailsOptions extends EnvironmentFolder {
  readonly accepted?: string;
}

export function addGuardrails(program: Command, terminal: Terminal): void {
  program
    .command("guardrails")
    .argument("[rule]", "id of one rule, for its rationale and sources")
    .option(
      "--accepted <env>",
      "the findings on an environment that a suppression accepts, each with its reason",
    )
    .addOption(environmentFolderOption())
    .description("list the guardrails: what stops synth or a deployment, and why")
    .addHelpText("after", examples)
    .action(async (id: string | undefined, options: GuardrailsOptions) => {
      if (options.accepted !== undefined) return printAcceptedOn(terminal, options.accepted, options);
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

/** Every stack of the environment, its account's bootstrap stack among them. */
async function printAcceptedOn(
  terminal: Terminal,
  environment: string,
  options: GuardrailsOptions,
): Promise<void> {
  const { loadEnvironments } = await import("../environments/load");
  const { synthesize } = await import("../synth/synthesize");
  const environments = loadEnvironments(loadOptions(options));
  const names = environments.map(({ name }) => name);
  if (!names.includes(environment)) throw unknownName("environment", environment, names);
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-guardrails-"));
  try {
    const { stacks, findings } = synthesize({ environments, outdir });
    const own = stacks.filter((stack) => stack.environments.includes(environment)).map(({ name }) => name);
    const accepted = findings.filter(
      ({ stack, suppression }) => own.includes(stack) && suppression !== undefined,
    );
    for (const { rule, stack, address, message, suppression } of accepted) {
      terminal.stdout.write(
        `${stack} ${address}\n  ${rule}: ${message}\n  accepted: ${suppression?.reason}\n`,
      );
    }
    if (accepted.length === 0) terminal.stdout.write(`No finding on ${environment} had to be accepted.\n`);
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}

const examples = `
Examples:
  npx drydock guardrails
  npx drydock guardrails kms-rotation
  npx drydock guardrails --accepted dev
`;
