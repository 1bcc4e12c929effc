import { TerraformFailure } from "../../terraform/failures";
import type { Problem, StackReport } from "../report/shape";
import { type Selection, selected } from "../scenario";
import type { Scene } from "../scene";
import { keptState } from "./push-kept-states";
import type { Stage, StepFindings } from "../stage";

/** What must fail, and how. */
export interface ExpectedFailure {
  readonly of: "apply" | "destroy";
  readonly stacks: Selection;
  /** AWS's error code, or another text that terraform's own words must hold. */
  readonly code: string;
  /** What each failure must say to the user: what is wrong, and what to do. */
  readonly says: RegExp;
  /** What happens before the states are looked at: an outage ends. */
  readonly afterwards?: (scene: Scene) => void;
}

/**
 * Applies or destroys, and expects every stack that fails to do so with AWS's error code and with one sentence that says
 * what to do; what was done up to then must be in the states.
 */
export async function expectFailure(
  stage: Stage,
  title: string,
  { of, stacks: selection, code, says, afterwards }: ExpectedFailure,
): Promise<StepFindings> {
  const stacks = selected(stage.options.stacks, selection);
  const failures: unknown[] = [];
  const findings = await stage.each(
    title,
    stacks,
    of === "apply" ? "create" : "destroy",
    async (stack, progress) => {
      try {
        const planned = await stage.runner.plan(stack, { destroy: of === "destroy", progress });
        stage.keepPlan(planned);
        if (planned.changes) await stage.runner.apply(stack, planned, progress);
        return { summary: "went through" };
      } catch (error) {
        failures.push(error);
        throw error;
      }
    },
  );

  afterwards?.(stage.scene);
  const problems: Problem[] = [];
  if (failures.length === 0) {
    problems.push({ sentence: `The ${of} went through, and ${code} should have stopped it.`, details: [] });
  }
  for (const failure of failures) {
    if (!(failure instanceof TerraformFailure)) throw failure;
    const words = wordsOf(failure);
    if (!words.includes(code)) {
      problems.push({
        sentence: `The ${of} should have failed with ${code}: ${failure.message}`,
        details: failure.details,
      });
    }
    if (!says.test(failure.message)) {
      problems.push({
        sentence: `The failure is explained as "${failure.message}", which does not match ${String(says)}.`,
        details: failure.details,
      });
    }
  }
  if (failures.length > 0) {
    const unknown = await orphans(stage);
    problems.push(
      ...unknown.map((object) => ({
        sentence: `The failed ${of} left ${object}, which no state knows.`,
        details: [],
      })),
    );
  }
  const checks = failures.flatMap((error) =>
    error instanceof TerraformFailure
      ? [{ name: title, passed: problems.length === 0, sentence: error.message }]
      : [],
  );
  return { stacks: asExpected(findings.stacks ?? [], problems.length === 0), checks, problems };
}

/** Terraform's own words: what its diagnostics say, and what it wrote on standard error. */
function wordsOf({ failed }: TerraformFailure): string {
  return [...failed.diagnostics.map(({ summary, detail }) => `${summary} ${detail}`), failed.stderr].join(
    "\n",
  );
}

/** A stack that failed as it should has passed. */
function asExpected(stacks: readonly StackReport[], expected: boolean): StackReport[] {
  return stacks.map((stack) =>
    expected && stack.outcome === "failed" ? { ...stack, outcome: "passed" } : stack,
  );
}

/** Objects that terraform made and that no state knows, neither in the bucket nor kept beside a plan. */
async function orphans(stage: Stage): Promise<string[]> {
  const known = new Set<string>();
  const saved = (await stage.states(stage.options.stacks)).values();
  for (const state of [...saved, ...stage.options.stacks.flatMap((stack) => keptState(stage, stack) ?? [])]) {
    for (const resource of state.resources.filter(({ mode }) => mode === "managed")) {
      for (const { attributes } of resource.instances)
        known.add(`${resource.type} ${String(attributes["id"])}`);
    }
  }
  return stage.cloud
    .snapshot()
    .filter((object) => !stage.scene.isForeign(object) && !known.has(`${object.type} ${object.id}`))
    .map(({ type, id }) => `${type} ${id}`);
}
