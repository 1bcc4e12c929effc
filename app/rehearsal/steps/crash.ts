import type { SynthesizedStack } from "../../synth/estate-file";
import { addressesOf, auditStates } from "../crashes/audit";
import {
  atCrashSite,
  change,
  type CrashSite,
  expectKilled,
  expectNoChanges,
  planOnce,
} from "../crashes/crash-site";
import { randomSteps } from "../crashes/random";
import { adopt, done, unlock } from "../crashes/recovery";
import type { CheckReport, Problem } from "../report/shape";
import { type Selection, selected } from "../scenario";
import { asProblem, type Stage, type StepFindings } from "../stage";

/** Terraform killed by SIGKILL in the middle of its work, and what brings everything back. */
export interface Crash {
  readonly of: "apply" | "destroy";
  readonly stacks: Selection;
  /** At each thing that the cloud does for it, or at so many of them that the seed chooses. */
  readonly at: "every step" | { readonly random: number };
}

/** How many crashes happen side by side; of several stacks each already keeps the machine busy. */
const sideBySide = 2;

/** Kills terraform at one step after the other, each time in a copy of the cloud, and recovers from it. */
export async function crash(stage: Stage, title: string, { of, stacks, at }: Crash): Promise<StepFindings> {
  const hit = selected(stage.options.stacks, stacks);
  const most = hit.flatMap(addressesOf).length;
  const { seed } = stage;
  const steps =
    at === "every step"
      ? Array.from({ length: most }, (_, index) => index + 1)
      : randomSteps(seed, at.random, most);
  const [only, ...more] = hit;
  const plan = only && more.length === 0 ? await planOnce(stage, of, only) : undefined;
  const chosen = at === "every step" ? `all ${most}` : `${steps.join(", ")} of ${most}, seed ${seed}`;
  return eachCrash(stage, `${title} (${chosen})`, steps, (step) =>
    atCrashSite(stage, of === "apply" ? "create" : "delete", step, async (site) => {
      const built = builtIn(site);
      expectKilled(site, await change(site, of, hit, plan));
      const locks = await unlock(site, hit);
      // Most destructions are ended; some are taken back.
      const rebuild = of === "apply" || step % 8 === 0;
      const adopted = rebuild ? await adopt(site, hit) : 0;
      done(await change(site, rebuild ? "apply" : "destroy", hit));
      if (rebuild) await expectNoChanges(site, hit);
      const left = rebuild ? [...built, ...hit] : built.filter((stack) => !hit.includes(stack));
      return {
        sentence: `${describe(site)}: ${locks} locks, ${adopted} adopted, then ${rebuild ? "built" : "destroyed"}`,
        wrong: auditStates(site.cloud, site.stacks, left),
      };
    }),
  );
}

/** What came of one crash. */
export interface Survival {
  readonly sentence: string;
  /** One sentence for each thing that is not as it must be. */
  readonly wrong: readonly string[];
}

/** Lets crashes happen, some at a time, each to its end; the report has a line for each. */
export async function eachCrash(
  stage: Stage,
  title: string,
  steps: readonly number[],
  survive: (step: number) => Promise<Survival>,
): Promise<StepFindings> {
  const line = "crashes";
  const progress = stage.options.progress.begin(title, [line]);
  const checks = new Map<number, CheckReport>();
  const problems: Problem[] = [];
  const waiting = [...steps];
  const worker = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      if (stage.options.signal?.aborted === true || problems.length > 0) return;
      const name = `killed at step ${step}`;
      try {
        const { sentence, wrong } = await survive(step);
        checks.set(step, { name, passed: wrong.length === 0, sentence });
        const [first, ...others] = wrong;
        if (first !== undefined)
          problems.push({ sentence: `${name}, ${sentence}: ${first}`, details: others });
      } catch (error) {
        const { sentence, details } = asProblem(error, stage.options.folder);
        checks.set(step, { name, passed: false, sentence });
        problems.push({ sentence: `${name}: ${sentence}`, details });
      }
      progress.update(line, `${checks.size} of ${steps.length} survived`);
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
  const [problem] = problems;
  if (problem) progress.failed(line, problem.sentence);
  else progress.done(line, `${checks.size} survived`);
  await progress.end();
  const ordered = [...checks].sort(([one], [other]) => one - other).map(([, check]) => check);
  return { checks: ordered, problems };
}

/** Stacks that stand before the crash. */
function builtIn({ cloud, stacks }: CrashSite): SynthesizedStack[] {
  return stacks.filter(({ backend: { bucket, key } }) => {
    const state = cloud.objectStore.get(bucket, key);
    return state !== undefined && /"mode": "managed"/.test(state.body.toString());
  });
}

function describe({ killSwitch: { killedAt } }: CrashSite): string {
  if (!killedAt) return "not killed";
  const { operation, type, id } = killedAt;
  return `${operation === "create" ? "created" : "deleted"} ${type} ${id}`;
}
