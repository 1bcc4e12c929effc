import * as fs from "node:fs";
import * as path from "node:path";
import { importRules } from "../../app/adoption/import-ids/table";
import { repositoryRoot } from "../../app/repository";

it("every type of the estate can be adopted after a crash, or needs no import", () => {
  const folder = path.join(repositoryRoot, "stacks/addresses");
  const types = fs
    .readdirSync(folder)
    .flatMap((file) => fs.readFileSync(path.join(folder, file), "utf8").split("\n"))
    .flatMap((line) => /^\S+ (\w+)\./.exec(line)?.[1] ?? []);
  const missing = [...new Set(types)].filter((type) => !Object.hasOwn(importRules, type)).sort();
  // A new type is added to its service's file in app/adoption/import-ids, with the id of the provider's documentation.
  expect(missing).toEqual([]);
});
