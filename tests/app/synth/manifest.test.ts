import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { loadEnvironments } from "../../../app/environments/load";
import { readEstate } from "../../../app/synth/estate-file";
import { synthesize } from "../../../app/synth/synthesize";

describe("cdktf's manifest", () => {
  it("names no dependency between lifetimes, so that `cdktf deploy 'dev-*'` is taken, while estate.json names all", () => {
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-manifest-"));
    synthesize({ environments: loadEnvironments({ names: ["dev"] }), outdir });
    const manifest = JSON.parse(fs.readFileSync(path.join(outdir, "manifest.json"), "utf8")) as {
      version: string;
      stacks: Record<string, { dependencies: string[]; synthesizedStackPath: string }>;
    };
    expect(manifest.stacks["dev-network"]).toMatchObject({
      dependencies: [],
      synthesizedStackPath: "stacks/dev-network/cdk.tf.json",
    });
    expect(manifest.version).toBe("0.21.0");
    const network = readEstate(outdir).find(({ name }) => name === "dev-network");
    expect(network?.dependsOn).toEqual(["bootstrap-sandbox", "keep-dev-keys"]);
    fs.rmSync(outdir, { recursive: true });
  });
});
