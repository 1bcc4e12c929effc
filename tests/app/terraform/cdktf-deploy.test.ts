import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { repositoryRoot } from "../../../app/repository";
import { findBinary } from "../../../app/terraform/binary";
import { bootstrapAccount } from "../../../app/terraform/bootstrap";
import { isolatedVariables, type Variables } from "../../../app/terraform/variables";
import { describeWith } from "../../servers/describe-with";
import { toolPath } from "../../servers/tools";
import { emptyAccount } from "./account";
import { temporaryFolder } from "./workbench";

/**
 * `npx cdktf …` in a folder of its own, so that the checkout's cdktf.out stays as it is. Its output is only for a
 * failure's reader: cdktf ends itself before it has written all of it, so what happened is asked of the cloud.
 */
function cdktf(
  folder: string,
  commandLine: readonly string[],
  variables: Variables,
): Promise<{ code: number | null; output: string }> {
  const file = path.join(folder, `cdktf-${commandLine[0]}.log`);
  const log = fs.openSync(file, "w");
  return new Promise((resolve, reject) => {
    const child = spawn("npx", ["--prefix", repositoryRoot, "cdktf", ...commandLine], {
      cwd: folder,
      env: { ...variables, CI: "true" },
      stdio: ["ignore", log, log],
    });
    child.on("error", reject);
    child.on("close", (code) => {
      fs.closeSync(log);
      resolve({ code, output: fs.readFileSync(file, "utf8") });
    });
  });
}

function expectSuccess({ code, output }: { code: number | null; output: string }): void {
  if (code !== 0) throw new Error(`cdktf ended with ${code}:\n${output.slice(-4000)}`);
}

describeWith("terraform", "cdktf's own deployment against the simulated cloud", () => {
  it("deploys and destroys the environment's stacks, and leaves the survivors", async () => {
    const binary = await findBinary(toolPath("terraform"));
    const { simulated, bootstrap, stacks } = await emptyAccount();
    const folder = temporaryFolder();
    try {
      const variables = {
        ...isolatedVariables(process.env, simulated.variables("terraform")),
        TERRAFORM_BINARY_NAME: binary.path,
      };
      await bootstrapAccount({
        stack: bootstrap,
        binary,
        variables,
        folder: path.join(folder, "bootstrap"),
        localFolder: path.join(folder, "kept"),
      });
      const survivors = simulated.cloud.snapshot().length;
      const entry = ["run.cjs", "main.ts"].map((name) =>
        path.join(repositoryRoot, name === "main.ts" ? "" : "app", name),
      );
      fs.writeFileSync(
        path.join(folder, "cdktf.json"),
        JSON.stringify({
          language: "typescript",
          app: `${process.execPath} ${entry.join(" ")}`,
          projectId: "test",
          sendCrashReports: "false",
        }),
      );

      const flags = ["--auto-approve", "--skip-provider-lock", "--output", path.join(folder, "cdktf.out")];
      // As the README says: a lifetime at a time, without any flag about dependencies.
      for (const pattern of ["keep-dev-*", "dev-*"]) {
        const deployed = await cdktf(folder, ["deploy", pattern, ...flags], variables);
        expectSuccess(deployed);
      }
      const keys = simulated.cloud.snapshot().filter(({ type }) => type.startsWith("aws_kms_")).length;
      const network = stacks.find(({ name }) => name === "dev-network");
      expect(
        simulated.cloud.objectStore.get(network?.backend.bucket ?? "", network?.backend.key ?? ""),
      ).toBeDefined();
      expect(simulated.cloud.listEverywhere("aws_vpc")).toHaveLength(1);

      const destroyed = await cdktf(folder, ["destroy", "dev-*", ...flags], variables);
      expectSuccess(destroyed);
      expect(simulated.cloud.listEverywhere("aws_vpc")).toHaveLength(0);
      expect(simulated.cloud.snapshot().filter(({ type }) => type.startsWith("aws_kms_"))).toHaveLength(keys);
      expect(simulated.cloud.snapshot().length).toBeGreaterThan(survivors);
    } finally {
      await simulated.close();
    }
  }, 120_000);
});
