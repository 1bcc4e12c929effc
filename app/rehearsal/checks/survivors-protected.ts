import * as fs from "node:fs";
import * as path from "node:path";
import { whatIsLost } from "../../../policies/guardrails/stateful-types";
import type { SynthesizedStack } from "../../synth/estate-file";
import { TerraformFailure } from "../../terraform/failures";
import { asObject } from "../../terraform/json";
import { configurationFile } from "../../terraform/workspace";
import { selected } from "../scenario";
import type { Stage } from "../stage";
import type { Check } from "./check";

/**
 * Every resource of an environment's survivors has `prevent_destroy`, and so has what holds data in the account's
 * stack; and terraform refuses a destroy while it is still a plan. The plan alone would not do: terraform stops at the
 * first layer of resources, and names no more than those.
 */
export const survivorsProtected: Check = {
  name: "survivors refuse to be destroyed",
  run: async ({ stage }) => {
    const survivors = selected(stage.options.stacks, "survivors");
    const resources = survivors.flatMap(resourcesOf);
    const unprotected = resources.filter(({ preventDestroy }) => !preventDestroy);
    // All to the end, also when one fails: a terraform left running would keep asking a cloud that is gone.
    const refusals = await Promise.allSettled(survivors.map((stack) => isRefused(stage, stack)));
    const failed = refusals.find((refusal) => refusal.status === "rejected");
    if (failed) throw failed.reason;
    const allowed = survivors.filter((_, index) => {
      const refusal = refusals[index];
      return refusal?.status === "fulfilled" && !refusal.value;
    });
    return {
      count: resources.length,
      subject: "resources",
      wrong: [
        ...unprotected.map(({ stack, address }) => `${address} of "${stack}" has no prevent_destroy.`),
        ...allowed.map(({ name }) => `terraform would plan the destruction of "${name}".`),
      ],
    };
  },
};

interface Declared {
  readonly stack: string;
  readonly address: string;
  readonly preventDestroy: boolean;
}

/** What must be protected in a stack. */
function resourcesOf({ name, directory, lifetime }: SynthesizedStack): Declared[] {
  const file = path.join(directory, configurationFile);
  const configuration = asObject(JSON.parse(fs.readFileSync(file, "utf8")));
  return Object.entries(asObject(configuration["resource"]))
    .filter(([type]) => lifetime === "keep" || whatIsLost(type) !== undefined)
    .flatMap(([type, ofType]) =>
      Object.entries(asObject(ofType)).map(([id, resource]) => ({
        stack: name,
        address: `${type}.${id}`,
        preventDestroy: asObject(asObject(resource)["lifecycle"])["prevent_destroy"] === true,
      })),
    );
}

async function isRefused(stage: Stage, stack: SynthesizedStack): Promise<boolean> {
  try {
    await stage.runner.plan(stack, { destroy: true, refresh: false });
    return false;
  } catch (error) {
    if (error instanceof TerraformFailure && error.kind === "prevent-destroy") return true;
    throw error;
  }
}
