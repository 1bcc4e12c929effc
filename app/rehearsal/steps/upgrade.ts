import * as fs from "node:fs";
import * as path from "node:path";
import { partOf } from "../../naming";
import { repositoryRoot } from "../../repository";
import { announcedSince } from "../releases/announced";
import { lastRelease } from "../releases/stored-releases";
import { goneIn, unannounced } from "../releases/unannounced";
import type { Stage, StepFindings } from "../stage";
import { apply } from "./apply";

/**
 * Applies the stacks of today over those that are there. Nothing that holds data is replaced or destroyed unless the
 * changelog announces it; whatever else goes is counted in the report.
 */
export async function upgrade(stage: Stage, title: string): Promise<StepFindings> {
  const { environment } = stage.options;
  const changelog = fs.readFileSync(path.join(repositoryRoot, "CHANGELOG.md"), "utf8");
  const findings = await apply(stage, title, "all");
  const stacks = findings.stacks ?? [];
  const gone = goneIn(
    stacks.map(({ stack, changes }) => ({ stack, part: partOf(stack, environment), changes })),
  );
  const silent = unannounced(gone, announcedSince(lastRelease, changelog));
  const updated = stacks.flatMap(({ changes }) => changes.filter(({ action }) => action === "update"));
  if (updated.length + gone.length === 0) {
    const sentence = "The upgrade changed nothing that was there, so it proves nothing.";
    return { ...findings, problems: [...(findings.problems ?? []), { sentence, details: [] }] };
  }
  return {
    ...findings,
    checks: [
      {
        name: "nothing that holds data goes unannounced",
        passed: silent.length === 0,
        sentence: `${updated.length} updated in place, ${gone.length} replaced or destroyed, ${silent.length} of these with data and without an announcement.`,
      },
    ],
    problems: [
      ...(findings.problems ?? []),
      ...silent.map(({ stack, change, lost }) => ({
        stack,
        sentence: `The upgrade would ${change.action} ${change.address} of "${stack}" and lose ${lost}. Announce it in CHANGELOG.md under "Replaced on upgrade", or keep the object.`,
        details: [],
      })),
    ],
  };
}
