import * as fs from "node:fs";
import * as path from "node:path";
import { checkOutputFolder } from "../output-folder";
import { asArray, asObject } from "../terraform/json";
import { UserError } from "../user-error";
import { replaceFile, reportFiles, unfinished } from "./report/write";

/** Only a rehearsal writes it, before anything else; it lists the folder's other entries that rehearsals make. */
export const markerFile = ".drydock-rehearsal.json";

/** What every rehearsal makes beside the folders of its runs. */
const always = [...reportFiles, ...[...reportFiles, markerFile].map(unfinished), markerFile, "synth"];

/**
 * Checks that a folder can be a rehearsal's: new, empty, or one that holds a rehearsal and nothing else.
 * @param out absolute
 * @returns names of what the rehearsal before has left in it
 * @throws UserError
 */
export function checkRehearsalFolder(out: string): readonly string[] {
  checkOutputFolder(out);
  const names = fs.existsSync(out) ? fs.readdirSync(out) : [];
  if (names.length === 0) return [];
  const marker = readMarker(out);
  if (!marker) {
    throw new UserError(
      `The folder ${out} holds something else than a rehearsal: ${list(names)}. Name a new or an empty folder with --out.`,
      [`A rehearsal's folder is known by the file ${markerFile} in it. Remove an older one yourself.`],
    );
  }
  const foreign = names.filter((name) => !marker.has(name));
  if (foreign.length > 0) {
    throw new UserError(
      `The folder ${out} holds a rehearsal and something that no rehearsal wrote: ${list(foreign)}. Move that away, or name another folder with --out.`,
    );
  }
  return names;
}

/**
 * Makes the folder, or removes what the rehearsal before has left in it, entry by entry.
 * @param runs names of the folders that this rehearsal will make, beside what every rehearsal makes
 * @throws UserError as checkRehearsalFolder does, before anything is removed
 */
export function prepareRehearsalFolder(out: string, runs: readonly string[]): void {
  const left = checkRehearsalFolder(out);
  fs.mkdirSync(out, { recursive: true });
  for (const name of left) {
    if (name !== markerFile) fs.rmSync(path.join(out, name), { recursive: true, force: true });
  }
  const marker = { what: "the folder of a drydock rehearsal, emptied by the next one", runs };
  replaceFile(path.join(out, markerFile), `${JSON.stringify(marker, null, 2)}\n`);
}

/** Every name that the rehearsal before may have made; nothing when there was none. */
function readMarker(out: string): ReadonlySet<string> | undefined {
  let marker: unknown;
  try {
    marker = JSON.parse(fs.readFileSync(path.join(out, markerFile), "utf8"));
  } catch {
    return undefined;
  }
  return new Set([...always, ...asArray(asObject(marker)["runs"]).map(String)]);
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(", ");
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
