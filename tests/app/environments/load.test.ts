import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { loadEnvironments } from "../../../app/environments/load";
import { complete, inputs, refused } from "./samples";

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-environments-"));
});

afterEach(() => {
  fs.rmSync(folder, { recursive: true });
  delete process.env["DRYDOCK_ENV_DIR"];
});

function put(file: string, content: string): void {
  fs.writeFileSync(path.join(folder, file), content);
}

function typescript(input: unknown): string {
  return `export default ${JSON.stringify(input)};\n`;
}

describe("the repository's own environments", () => {
  it("are dev, prod and staging, each in an account of its own", () => {
    const environments = loadEnvironments();
    expect(environments.map(({ name }) => name)).toEqual(["dev", "prod", "staging"]);
    expect(environments.map(({ account }) => account.id)).toEqual([
      "111111111111",
      "333333333333",
      "222222222222",
    ]);
  });

  it("have the shapes that rehearsals need: dev small behind a tunnel, prod over three zones with a NAT gateway in each", () => {
    const [dev, prod, staging] = loadEnvironments();
    expect(dev).toMatchObject({ access: { via: "ssm-tunnel" }, network: { natGateways: "single" } });
    expect(dev?.availabilityZones).toHaveLength(2);
    expect(staging?.availabilityZones).toHaveLength(3);
    expect(prod).toMatchObject({ access: { via: "vpc-runner" }, network: { natGateways: "one-per-zone" } });
    expect(prod?.availabilityZones).toHaveLength(3);
  });

  it("are read by name, in the order of their names", () => {
    expect(loadEnvironments({ names: ["staging", "dev"] }).map(({ name }) => name)).toEqual([
      "dev",
      "staging",
    ]);
  });

  it("are suggested where a name is not known", () => {
    const error = refused(() => loadEnvironments({ names: ["prd"] }));
    expect(error.message).toBe('There is no environment "prd". Did you mean "prod"?');
    expect(error.details).toEqual(["Known: dev, prod, staging."]);
  });
});

describe("a folder of the user's own", () => {
  it("is not a file", () => {
    put("README.md", "");
    const file = path.join(folder, "README.md");
    expect(refused(() => loadEnvironments({ directory: file })).message).toBe(
      `${file} is a file: state the folder of environments by --env-dir or DRYDOCK_ENV_DIR, such as ${folder}.`,
    );
  });

  it.each([
    ["left-pad", "left-pad"],
    ["@our/platform/regions", "@our/platform"],
  ])("says which import is not installed and how to install it: %s", (specifier, name) => {
    put("dev.ts", `import { x } from "${specifier}";\nexport default { name: x };\n`);
    const error = refused(() => loadEnvironments({ directory: folder }));
    expect(error.message).toBe(
      `${path.join(folder, "dev.ts")} imports "${specifier}", and no package of that name is installed there. Install it, or remove the import.`,
    );
    expect(error.details).toEqual([`To install it: cd ${folder} && npm install ${name}`]);
  });

  it("with a region that does not exist names the region first, then what follows from it", () => {
    put("dev.ts", typescript({ ...inputs.dev, region: "eu-wst-1" }));
    expect(refused(() => loadEnvironments({ directory: folder })).details).toEqual([
      'region: "eu-wst-1" is no region that drydock knows; did you mean "eu-west-1"? A newer one is taken when its zones are named.',
      "availabilityZones.names: is missing; correct the region, or name 2 zones.",
    ]);
  });

  it("may hold TypeScript that imports types and parts of its own, and JSON", () => {
    put("_shared.ts", `export const owner: string = "desk-one";\n`);
    put(
      "one.ts",
      `import type { EnvironmentInput } from "nowhere/that/exists";
       import { owner } from "./_shared";
       export const one: EnvironmentInput = { ...${JSON.stringify({ ...inputs.dev, name: "one" })}, owner };`,
    );
    put("two.json", JSON.stringify({ ...inputs.prod, name: "two" }));
    put("package.json", "{}");
    put("tsconfig.json", "{ broken");
    put("README.md", "# Ours");
    put("globals.d.ts", "declare const x: string;");
    const [one, two, ...others] = loadEnvironments({ directory: folder });
    expect(one).toMatchObject({ name: "one", owner: "desk-one" });
    expect(two).toMatchObject({ name: "two", tier: "production" });
    expect(others).toEqual([]);
  });

  it("is the one that DRYDOCK_ENV_DIR names, and --env-dir goes before it", () => {
    put("full.ts", typescript(complete));
    process.env["DRYDOCK_ENV_DIR"] = folder;
    expect(loadEnvironments().map(({ name }) => name)).toEqual(["full"]);
    process.env["DRYDOCK_ENV_DIR"] = "/nowhere";
    expect(loadEnvironments({ directory: folder }).map(({ name }) => name)).toEqual(["full"]);
  });

  it("gains an environment by one more file", () => {
    for (const [name, input] of Object.entries(inputs)) put(`${name}.ts`, typescript(input));
    expect(loadEnvironments({ directory: folder })).toEqual(loadEnvironments());
    put("full.json", JSON.stringify(complete));
    expect(loadEnvironments({ directory: folder }).map(({ name }) => name)).toEqual([
      "dev",
      "full",
      "prod",
      "staging",
    ]);
  });

  it("is checked as a whole, whichever environment is wanted", () => {
    put("full.ts", typescript(complete));
    put("dev.ts", typescript({ ...inputs.dev, region: "Ireland" }));
    const error = refused(() => loadEnvironments({ directory: folder, names: ["full"] }));
    expect(error.message).toBe(`${path.join(folder, "dev.ts")}: one problem.`);
    expect(error.details).toEqual(['region: received "Ireland"; write an AWS region such as eu-west-1.']);
  });

  it("names each file when several have problems", () => {
    put("full.json", JSON.stringify({ ...complete, owner: "" }));
    put("dev.ts", typescript({ ...inputs.dev, tier: "test" }));
    const error = refused(() => loadEnvironments({ directory: folder }));
    expect(error.message).toBe(
      `${path.join(folder, "dev.ts")} and ${path.join(folder, "full.json")}: 2 problems.`,
    );
    expect(error.details).toEqual([
      'dev: tier: received "test"; write "development", "staging" or "production".',
      'full: owner: received ""; write a tag value: 1 to 256 letters, digits, spaces and _ . : / = + - @.',
    ]);
  });

  it("must agree with its files' names", () => {
    put("live.ts", typescript(inputs.prod));
    const error = refused(() => loadEnvironments({ directory: folder }));
    expect(error.details).toEqual([
      'name: "prod" differs from the file\'s name; write "live" or rename the file.',
    ]);
  });

  it("may not define an environment twice", () => {
    put("dev.ts", typescript(inputs.dev));
    put("dev.json", JSON.stringify(inputs.dev));
    expect(refused(() => loadEnvironments({ directory: folder })).message).toBe(
      `The folder ${folder} defines "dev" twice, in TypeScript and in JSON; delete one.`,
    );
  });

  it("must exist and hold something", () => {
    expect(refused(() => loadEnvironments({ directory: folder })).message).toContain("holds no environment");
    const missing = path.join(folder, "missing");
    expect(refused(() => loadEnvironments({ directory: missing })).message).toBe(
      `There is no folder of environments at ${missing}; state one that exists by --env-dir or DRYDOCK_ENV_DIR.`,
    );
  });

  it("is answered by file and reason where a file cannot be read", () => {
    put("dev.json", `{ "name": "dev", }`);
    expect(refused(() => loadEnvironments({ directory: folder })).message).toMatch(
      /dev\.json is not JSON: .+\.$/,
    );
    fs.rmSync(path.join(folder, "dev.json"));
    put("dev.ts", "export const dev = {\n  name: ;\n};");
    const broken = refused(() => loadEnvironments({ directory: folder }));
    expect(broken.message).toBe(`${path.join(folder, "dev.ts")} does not compile.`);
    expect(broken.details[0]).toMatch(/dev\.ts:2: Unexpected ";"/);
    put("dev.ts", `throw new Error("no account yet");`);
    expect(refused(() => loadEnvironments({ directory: folder })).message).toBe(
      `${path.join(folder, "dev.ts")} fails when it runs: no account yet.`,
    );
    put("dev.ts", "export const development = 1;");
    expect(refused(() => loadEnvironments({ directory: folder })).message).toBe(
      `${path.join(folder, "dev.ts")} exports neither "dev" nor a default; write \`export default { … }\`.`,
    );
  });
});
