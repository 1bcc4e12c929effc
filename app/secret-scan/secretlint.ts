import * as path from "node:path";
import { Worker } from "node:worker_threads";
import { repositoryRoot } from "../repository";
import type { SecretFinding } from "./finding";

type Answer = { readonly findings: SecretFinding[] } | { readonly failure: string };

/** secretlint's recommended rules, in a worker thread. To be closed after use. */
export class Secretlint {
  private readonly worker = new Worker(
    path.join(repositoryRoot, "app", "secret-scan", "secretlint-worker.mjs"),
  );

  /** Scans one text; one call at a time. @throws Error when the worker or a rule fails */
  scan(source: string, text: string): Promise<SecretFinding[]> {
    return new Promise((resolve, reject) => {
      const settle = (answer: Answer): void => {
        this.worker.off("error", reject);
        if ("findings" in answer) resolve(answer.findings);
        else reject(new Error(`secretlint could not scan ${source}: ${answer.failure}`));
      };
      this.worker.once("error", reject);
      this.worker.once("message", settle);
      this.worker.postMessage({ source, text });
    });
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}
