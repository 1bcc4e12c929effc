import * as fs from "node:fs";
import * as path from "node:path";
import { version } from "../../../package.json";
import { loadEnvironments } from "../../environments/load";
import { synthesize } from "../../synth/synthesize";
import { releasesFolder } from "./stored-releases";

// Stores the synth of every environment as that of package.json's version: later ones rehearse an upgrade from it.
const folder = path.join(releasesFolder, version);
if (fs.existsSync(folder)) {
  process.stderr.write(
    `The release ${version} is stored already, in ${folder}. Raise the version in package.json, or remove the folder.\n`,
  );
  process.exitCode = 1;
} else {
  const { stacks } = synthesize({ environments: loadEnvironments({}), outdir: folder });
  // What only cdktf's own commands read.
  fs.rmSync(path.join(folder, "manifest.json"), { force: true });
  process.stdout.write(`Stored ${stacks.length} stacks of the release ${version} in ${folder}.\n`);
}
