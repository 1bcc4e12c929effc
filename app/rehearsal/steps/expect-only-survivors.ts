import { addressOf } from "../../terraform/state-objects";
import { selected } from "../scenario";
import type { Stage, StepFindings } from "../stage";

/** Compares what the cloud holds with what the survivors' states hold, and names what is left or lost. */
export async function expectOnlySurvivors(stage: Stage): Promise<StepFindings> {
  const { stacks } = stage.options;
  const survivors = await stage.states(selected(stacks, "survivors"));
  const disposable = await stage.states(selected(stacks, "disposable"));

  const known = new Map<string, string>();
  for (const [stack, state] of survivors) {
    for (const resource of state.resources.filter(({ mode }) => mode === "managed")) {
      for (const { attributes } of resource.instances) {
        known.set(`${resource.type} ${String(attributes["id"])}`, `${addressOf(resource)} of ${stack}`);
      }
    }
  }
  const present = new Map(stage.cloud.snapshot().map((object) => [`${object.type} ${object.id}`, object]));
  const left = [...present].filter(([key]) => !known.has(key)).map(([, object]) => object);
  const lost = [...known].filter(([key]) => !present.has(key));
  const remembered = [...disposable].flatMap(([stack, state]) =>
    state.resources
      .filter(({ mode }) => mode === "managed")
      .map((resource) => `${addressOf(resource)} of ${stack}`),
  );

  const problems = [
    ...left.map(({ type, id, scope }) => ({
      sentence: `After the destroy the cloud still holds ${type} ${id} (${scope}), which no survivor's state knows.`,
      details: [],
    })),
    ...lost.map(([key, address]) => ({
      sentence: `The destroy took a survivor: ${address} (${key}) is gone from the cloud.`,
      details: [],
    })),
    ...remembered.map((address) => ({ sentence: `The destroy left ${address} in the state.`, details: [] })),
  ];
  const sentence = `The cloud holds ${present.size} objects; the survivors' states hold ${known.size}.`;
  return { checks: [{ name: "only survivors", passed: problems.length === 0, sentence }], problems };
}
