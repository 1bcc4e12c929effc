import * as fs from "node:fs";
import * as path from "node:path";
import { describeSecret } from "../secret-scan/finding";
import { scanForSecrets } from "../secret-scan/scan";
import type { SecretScanReport } from "./report/shape";

/**
 * Reads everything that a rehearsal has written as text: synth, plans, states and logs. Saved plan files are
 * compressed and are covered by their JSON; terraform's own folders hold nothing of the estate.
 * @param credentials what terraform was given; it must turn up nowhere
 */
export async function scanRehearsal(
  folder: string,
  credentials: readonly string[],
): Promise<SecretScanReport> {
  const files = textFiles(folder);
  const canaries = [...new Set(credentials)].map((value, index) => ({
    name: `credential ${index + 1}`,
    value,
  }));
  const findings = await scanForSecrets({ files, canaries });
  return {
    files: files.length,
    findings: findings.map((finding) => ({
      file: path.relative(folder, finding.source),
      message: describeSecret(finding),
    })),
    outcome: findings.length === 0 ? "clean" : "found",
  };
}

function textFiles(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => !name.endsWith(".tfplan") && !name.split(path.sep).includes(".terraform"))
    .map((name) => path.join(folder, name))
    .filter((file) => fs.statSync(file).isFile())
    .sort();
}
