import { bootstrapAccount } from "../../terraform/bootstrap";
import { addressesOf, auditStates } from "../crashes/audit";
import { atCrashSite, expectKilled } from "../crashes/crash-site";
import { randomSteps } from "../crashes/random";
import { adopt } from "../crashes/recovery";
import type { Stage, StepFindings } from "../stage";
import { eachCrash } from "./crash";

/**
 * Kills terraform in the middle of an account's bootstrap, whose state is on this machine still; what it had on its way
 * is adopted, and the bootstrap goes on where it stopped.
 * @param times at so many steps, which the seed chooses
 */
export async function crashBootstrap(stage: Stage, title: string, times: number): Promise<StepFindings> {
  const [stack] = stage.options.stacks.filter(({ lifetime }) => lifetime === "account");
  if (!stack) throw new Error("The environment has no bootstrap stack.");
  const { seed } = stage;
  const most = addressesOf(stack).length;
  const steps = randomSteps(seed, times, most);
  return eachCrash(stage, `${title} (${steps.join(", ")} of ${most}, seed ${seed})`, steps, (step) =>
    atCrashSite(stage, "create", step, async (site) => {
      const bootstrap = () =>
        bootstrapAccount({ ...site.runner.options, stack, localFolder: site.bootstrapFolder });
      const killed = await bootstrap().then(
        () => [],
        (error: unknown) => [
          { stack: stack.name, state: "failed" as const, error: error as Error, seconds: 0 },
        ],
      );
      expectKilled(site, killed);
      const adopted = await adopt(site, [stack]);
      const { outcome } = await bootstrap();
      const again = await bootstrap();
      return {
        sentence: `${adopted} adopted, then ${outcome}`,
        wrong: [
          ...(again.outcome === "unchanged" ? [] : [`A second bootstrap is not empty: ${again.text}.`]),
          ...auditStates(site.cloud, [stack], [stack]),
        ],
      };
    }),
  );
}
