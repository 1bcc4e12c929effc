import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { checkAll } from "../environments/load";
import { ownDefinitions } from "../environments/definitions";
import { repositoryRoot } from "../repository";
import { UserError } from "../user-error";
import { writeLedgers } from "./ledger";
import { synthesize } from "./synthesize";

// Writes the ledger of the repository's own environments: npm run ledger
const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-ledger-"));
try {
  const { stacks } = synthesize({ environments: checkAll(ownDefinitions()), outdir });
  for (const file of writeLedgers(stacks)) {
    process.stdout.write(`Wrote ${path.relative(repositoryRoot, file)}.\n`);
  }
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${[error.message, ...error.details].join("\n")}\n`);
  process.exitCode = 1;
} finally {
  fs.rmSync(outdir, { recursive: true, force: true });
}
