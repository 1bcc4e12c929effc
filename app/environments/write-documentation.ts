import * as fs from "node:fs";
import * as path from "node:path";
import { repositoryRoot } from "../repository";
import { renderDocumentation } from "./document";

// Brings docs/environments.md up to date: `node app/run.cjs app/environments/write-documentation.ts`.
const page = path.join(repositoryRoot, "docs", "environments.md");
fs.writeFileSync(page, renderDocumentation(fs.readFileSync(page, "utf8")));
