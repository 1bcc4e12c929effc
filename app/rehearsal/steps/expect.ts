import type { Scene } from "../scene";
import type { Stage, StepFindings } from "../stage";

/** What is looked at, and one sentence for each thing that is not as it must be. */
export interface Observation {
  /** What was seen. */
  readonly sentence: string;
  readonly wrong: readonly string[];
}

/** Looks at the cloud; whatever is not as it must be fails the step. */
export function expectOf(stage: Stage, title: string, of: (scene: Scene) => Observation): StepFindings {
  const { sentence, wrong } = of(stage.scene);
  return {
    checks: [{ name: title, passed: wrong.length === 0, sentence }],
    problems: wrong.map((problem) => ({ sentence: problem, details: [] })),
  };
}

/** Whether AWS has answered calls of this scenario with the error code: a hazard that was never met proves nothing. */
export function metWith(code: string): (scene: Scene) => Observation {
  return ({ events }) => {
    const refused = events.filter(({ error }) => error?.code === code);
    const [first] = refused;
    return {
      sentence: `${refused.length} calls were answered with ${code}${first?.error ? `: ${first.error.message}` : ""}`,
      wrong: refused.length > 0 ? [] : [`No call was answered with ${code}, so nothing was shown about it.`],
    };
  };
}
