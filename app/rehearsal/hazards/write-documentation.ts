import * as fs from "node:fs";
import * as path from "node:path";
import { repositoryRoot } from "../../repository";
import { renderHazards } from "./document";

// Brings docs/hazards.md up to date: `node app/run.cjs app/rehearsal/hazards/write-documentation.ts`.
const page = path.join(repositoryRoot, "docs", "hazards.md");
fs.writeFileSync(page, renderHazards(fs.readFileSync(page, "utf8")));
