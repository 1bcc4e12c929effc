import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { renderDocumentation } from "../../../app/environments/document";
import { loadEnvironments } from "../../../app/environments/load";
import { repositoryRoot } from "../../../app/repository";
import { refused } from "./samples";

const page = fs.readFileSync(path.join(repositoryRoot, "docs", "environments.md"), "utf8");

describe("docs/environments.md", () => {
  it("says what the schema and the rules say; else run `node app/run.cjs app/environments/write-documentation.ts`", () => {
    expect(renderDocumentation(page)).toBe(page);
  });

  it("has an example of a fourth environment that is accepted as it stands", () => {
    const example = /```ts\n(\/\/ app\/environments\/defined\/research\.ts\n[^]*?)```/.exec(page)?.[1] ?? "";
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-documentation-"));
    try {
      fs.cpSync(path.join(repositoryRoot, "app", "environments", "defined"), folder, { recursive: true });
      fs.writeFileSync(path.join(folder, "research.ts"), example);
      const names = loadEnvironments({ directory: folder }).map(({ name }) => name);
      expect(names).toEqual(["dev", "prod", "research", "staging"]);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });

  it("shows a refusal as it really reads", () => {
    const shown = /```\n(app\/environments\/defined\/prod\.ts: [^]*?)```/.exec(page)?.[1] ?? "";
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-documentation-"));
    try {
      const prod = fs
        .readFileSync(path.join(repositoryRoot, "app", "environments", "defined", "prod.ts"), "utf8")
        .replace('natGateways: "one-per-zone"', 'natGateways: "single"')
        .replace("main: {", 'main: { kubernetesVersion: "1.33",');
      fs.writeFileSync(path.join(folder, "prod.ts"), prod);
      const { details } = refused(() => loadEnvironments({ directory: folder }));
      expect(shown.trim().split("\n").slice(1).sort()).toEqual([...details].sort());
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });

  it("is not rendered without its markers", () => {
    expect(() => renderDocumentation("# Environments")).toThrow(
      "has no part between <!-- fields --> and <!-- /fields -->",
    );
  });
});
