import * as fs from "node:fs";
import * as path from "node:path";
import type { StackFolder } from "../../terraform/workspace";
import type { StateFile } from "../../terraform/driver";
import { type Selection, selected } from "../scenario";
import type { Stage, StepFindings } from "../stage";

/**
 * What the user does about a state that terraform could not write to its bucket, as the failure told: release the
 * lock that could not be released either, and push the file.
 */
export function pushKeptStates(stage: Stage, title: string, selection: Selection): Promise<StepFindings> {
  const stacks = selected(stage.options.stacks, selection);
  return stage.each(title, stacks, "side by side", async (stack) => {
    const kept = keptFile(stage, stack);
    if (!fs.existsSync(kept)) {
      const sentence = `Terraform kept no state of "${stack.name}" that it could not write.`;
      return { summary: "nothing kept", problem: { stack: stack.name, sentence, details: [] } };
    }
    const terraform = await stage.runner.ready(stack);
    const lock = await terraform.heldLock();
    if (lock) await terraform.releaseLock(lock.id);
    await terraform.pushState(path.basename(kept));
    fs.rmSync(kept);
    return { summary: lock ? "lock released, pushed" : "pushed" };
  });
}

/** The state that terraform keeps beside its plan when it cannot write to the bucket. */
export function keptState(stage: Stage, stack: StackFolder): StateFile | undefined {
  const file = keptFile(stage, stack);
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as StateFile) : undefined;
}

function keptFile(stage: Stage, { name }: StackFolder): string {
  return path.join(stage.runner.folderOf(name), "errored.tfstate");
}
