import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ownDefinitions } from "../../../app/environments/definitions";
import { checkAll } from "../../../app/environments/load";
import { repositoryRoot } from "../../../app/repository";
import { ESTATE_FILE, readEstate } from "../../../app/synth/estate-file";
import { synthesize } from "../../../app/synth/synthesize";

const environments = checkAll(ownDefinitions());
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-synth-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Every file below a folder with its bytes. */
function contents(root: string): Record<string, string> {
  const files = fs
    .readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(root, file), fs.readFileSync(file, "utf8")];
    }),
  );
}

describe("synth", () => {
  const outdir = path.join(folder, "one", "deep");
  const synthesis = synthesize({ environments, outdir });

  it("writes the same bytes every time, in this process and in another", () => {
    const again = path.join(folder, "two");
    synthesize({ environments, outdir: again });
    const elsewhere = path.join(folder, "three");
    execFileSync(process.execPath, ["app/run.cjs", "main.ts"], {
      cwd: repositoryRoot,
      env: { PATH: process.env.PATH, CDKTF_OUTDIR: elsewhere, TZ: "Pacific/Auckland", HOME: folder },
    });
    expect(contents(again)).toEqual(contents(outdir));
    expect(contents(elsewhere)).toEqual(contents(outdir));
  });

  it("writes the same bytes over an earlier synth", () => {
    const before = contents(outdir);
    synthesize({ environments, outdir });
    expect(contents(outdir)).toEqual(before);
  });

  it("describes every stack in the order of deployment", () => {
    const stacks = readEstate(outdir);
    expect(stacks).toEqual(synthesis.stacks);
    const position = new Map(stacks.map(({ name }, index) => [name, index]));
    for (const [index, { dependsOn }] of stacks.entries()) {
      for (const name of dependsOn) expect(position.get(name)).toBeLessThan(index);
    }
    for (const { directory } of stacks) expect(fs.existsSync(path.join(directory, "cdk.tf.json"))).toBe(true);
  });

  it("says of a stack what drives it", () => {
    expect(synthesis.stacks.find(({ name }) => name === "dev-network")).toEqual({
      name: "dev-network",
      lifetime: "disposable",
      environments: ["dev"],
      account: { id: "111111111111", name: "sandbox" },
      region: "eu-west-1",
      directory: path.join(outdir, "stacks", "dev-network"),
      dependsOn: ["bootstrap-sandbox", "keep-dev-keys"],
      backend: {
        bucket: "drydock-state-111111111111-eu-west-1",
        key: "dev-network/terraform.tfstate",
        region: "eu-west-1",
      },
      exports: {
        access_cidrs: "list",
        access_security_group_ids: "list",
        egress_addresses: "list",
        isolated_subnet_ids: "list",
        private_subnet_ids: "list",
        public_subnet_ids: "list",
        vpc_id: "string",
      },
      importIds: {},
    });
  });

  it("names what an account may hold already, with the ids to import it", () => {
    const bootstrap = synthesis.stacks.find(({ name }) => name === "bootstrap-sandbox");
    expect(bootstrap?.importIds).toMatchObject({
      "aws_iam_service_linked_role.service-linked-role-spot":
        "arn:aws:iam::111111111111:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot",
    });
  });

  it("stays under 150 resources a stack", () => {
    for (const { name, directory } of synthesis.stacks) {
      const { resource } = JSON.parse(fs.readFileSync(path.join(directory, "cdk.tf.json"), "utf8")) as {
        resource: Record<string, Record<string, unknown>>;
      };
      const count = Object.values(resource).reduce((sum, named) => sum + Object.keys(named).length, 0);
      expect([name, count <= 150]).toEqual([name, true]);
    }
  });

  it("returns no finding that stops, and a reason for each that was suppressed", () => {
    for (const finding of synthesis.findings) {
      expect(finding.severity === "warning" || finding.suppression?.reason).toBeTruthy();
    }
  });
});

describe("synth of what cannot stand", () => {
  it("stops at a guardrail's error, names rule and address, and leaves no description of the estate behind", () => {
    const outdir = path.join(folder, "refused");
    synthesize({ environments, outdir });
    // Zero is how the provider spells "never": records would be kept for good.
    const [dev, ...others] = environments;
    if (!dev) throw new Error("The repository has no environment.");
    const endless = { ...dev, retention: { ...dev.retention, flowLogsDays: 0 as never } };
    expect(() => synthesize({ environments: [endless, ...others], outdir })).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/guardrail finding/) as string,
        details: [expect.stringContaining("dev-network aws_cloudwatch_log_group.flow-logs-log-group")],
      }),
    );
    expect(fs.existsSync(path.join(outdir, ESTATE_FILE))).toBe(false);
  });

  it("refuses an estate without environments", () => {
    expect(() => synthesize({ environments: [], outdir: folder })).toThrow("no environment to synthesize");
  });

  it("says how to get an estate where there is none", () => {
    expect(() => readEstate(path.join(folder, "nowhere"))).toThrow("Synthesize first: npx cdktf synth.");
  });

  it("refuses an estate of another format", () => {
    const outdir = fs.mkdtempSync(path.join(folder, "old-"));
    fs.writeFileSync(path.join(outdir, ESTATE_FILE), JSON.stringify({ format: 0, stacks: [] }));
    expect(() => readEstate(outdir)).toThrow("has the format 0 and this version reads 1");
  });
});
