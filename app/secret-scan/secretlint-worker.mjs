// Runs secretlint's recommended rules over the texts that the parent sends, one message a text. A worker thread of
// its own because secretlint is published as ES modules only: here they load the same under node, esbuild and jest,
// and the regular expressions keep no progress display waiting.
import { parentPort } from "node:worker_threads";
import { lintSource } from "@secretlint/core";
import { creator } from "@secretlint/secretlint-rule-preset-recommend";

const config = {
  rules: [{ id: "@secretlint/secretlint-rule-preset-recommend", rule: creator, options: {} }],
};

parentPort.on("message", async ({ source, text }) => {
  try {
    const { messages } = await lintSource({
      source: { filePath: source, content: text, ext: "", contentType: "text" },
      options: { config, noPhysicFilePath: true, maskSecrets: true },
    });
    // The messages themselves quote what they found, so they stay here.
    const findings = messages.map(({ ruleId, messageId, loc, range }) => ({
      source,
      line: loc.start.line,
      kind: `${ruleId.split("/").pop().replace("secretlint-rule-", "")} ${messageId}`,
      length: range[1] - range[0],
    }));
    parentPort.postMessage({ findings });
  } catch (error) {
    parentPort.postMessage({ failure: error instanceof Error ? error.message : String(error) });
  }
});
