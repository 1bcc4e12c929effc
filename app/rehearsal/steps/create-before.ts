import * as path from "node:path";
import { kubernetesBefore } from "../../environments/kubernetes-before";
import { synthesize } from "../../synth/synthesize";
import type { SynthesizedStack } from "../../synth/estate-file";
import { StackRunner } from "../../terraform/stack-runner";
import { UserError } from "../../user-error";
import { lastRelease, releasedStacks } from "../releases/stored-releases";
import type { Before } from "../scenario";
import { Stage, type StepFindings } from "../stage";
import { apply } from "./apply";
import { bootstrap } from "./bootstrap";

/** Creates what stood before an upgrade, from an empty cloud; later steps find its states. */
export async function createBefore(stage: Stage, title: string, before: Before): Promise<StepFindings> {
  const folder = path.join(stage.options.folder, "before");
  const earlier = new Stage({
    ...stage.options,
    stacks: stacksBefore(stage, before, folder),
    runner: new StackRunner({ ...stage.runner.options, folder }),
    folder,
  });
  const parts: StepFindings[] = [];
  for (const make of [
    () => bootstrap(earlier, `${title}: the account`),
    () => apply(earlier, `${title}: the survivors`, "survivors"),
    () => apply(earlier, `${title}: the rest`, "disposable"),
  ]) {
    let findings = await make();
    // A release may race in a way that only a later simulated cloud refuses. It was deployed all the same: like its
    // users it tries again, and what stands then is what counts here.
    if (before === "release" && (findings.problems ?? []).length > 0) findings = await make();
    parts.push(findings);
    if ((findings.problems ?? []).length > 0) break;
  }
  // What its guardrails found is the release's: those of today judge the stacks of today.
  return {
    stacks: parts.flatMap(({ stacks = [] }) => stacks),
    problems: parts.flatMap(({ problems = [] }) => problems),
  };
}

function stacksBefore(stage: Stage, before: Before, folder: string): readonly SynthesizedStack[] {
  const { environment, definition, stacks } = stage.options;
  if (before === "release") {
    const released = releasedStacks(lastRelease, environment);
    if (released.length === 0) {
      throw new UserError(`The release ${lastRelease} has no environment "${environment}" to upgrade from.`);
    }
    return released;
  }
  const older = synthesize({
    environments: [kubernetesBefore(definition)],
    outdir: path.join(folder, "synth"),
  });
  const clusters = new Map(
    older.stacks.filter(({ name }) => isCluster(name, environment)).map((stack) => [stack.name, stack]),
  );
  return stacks.map((stack) => clusters.get(stack.name) ?? stack);
}

function isCluster(stack: string, environment: string): boolean {
  return stack.startsWith(`${environment}-cluster-`);
}
