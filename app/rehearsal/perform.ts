import { titleOf, type Step } from "./scenario";
import type { Stage, StepFindings } from "./stage";
import { apply } from "./steps/apply";
import { arrange } from "./steps/arrange";
import { bootstrap } from "./steps/bootstrap";
import { compareWithRemembered } from "./steps/compare-states";
import { createBefore } from "./steps/create-before";
import { crash } from "./steps/crash";
import { crashBootstrap } from "./steps/crash-bootstrap";
import { destroy } from "./steps/destroy";
import { drift } from "./steps/drift";
import { expectOf } from "./steps/expect";
import { expectEmptyPlan } from "./steps/expect-empty-plan";
import { expectFailure } from "./steps/expect-failure";
import { expectGuardrail } from "./steps/expect-guardrail";
import { expectRefusal } from "./steps/expect-refusal";
import { expectOnlySurvivors } from "./steps/expect-only-survivors";
import { images } from "./steps/images";
import { upgrade } from "./steps/upgrade";
import { validate } from "./steps/validate";
import { pushKeptStates } from "./steps/push-kept-states";
import { verify } from "./steps/verify";

/** Does one step of a scenario. */
export async function perform(stage: Stage, step: Step): Promise<StepFindings> {
  const title = titleOf(step);
  switch (step.step) {
    case "validate":
      return validate(stage, title);
    case "bootstrap":
      return bootstrap(stage, title);
    case "apply":
      return apply(stage, title, step.stacks);
    case "images":
      return images(stage, title);
    case "create-before":
      return createBefore(stage, title, step.before);
    case "upgrade":
      return upgrade(stage, title);
    case "expect-empty-plan":
      return expectEmptyPlan(stage, title, step.stacks);
    case "verify":
      return verify(stage, title);
    case "drift":
      return drift(stage, title, step.disturbances);
    case "destroy":
      return destroy(stage, title, step.stacks);
    case "remember-states":
      stage.remembered.set(step.as, await stage.states(stage.options.stacks));
      return {};
    case "push-kept-states":
      return pushKeptStates(stage, title, step.stacks);
    case "arrange":
      return arrange(stage, title, step.by);
    case "expect":
      return expectOf(stage, title, step.of);
    case "expect-failure":
      return expectFailure(stage, title, step);
    case "expect-guardrail":
      return expectGuardrail(stage, title, step);
    case "expect-refusal":
      return expectRefusal(stage, title, step);
    case "crash":
      return crash(stage, title, step);
    case "crash-bootstrap":
      return crashBootstrap(stage, title, step.times);
    case "expect-only-survivors":
      return expectOnlySurvivors(stage);
    case "compare-states":
      return compareWithRemembered(stage, step.with);
  }
}
