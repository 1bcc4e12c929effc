import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { repositoryRoot } from "../../../app/repository";
import { examine } from "../../../app/setup/examination";
import { describeWith } from "../../servers/describe-with";
import { freePort } from "../../servers/ports";
import { drydockHere, plainVariables } from "./as-user";

function temporary(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), "drydock-doctor-"));
}

/** A checkout with the real package files and nothing installed. */
function checkout(): string {
  const root = temporary();
  for (const name of ["package.json", "package-lock.json"]) {
    fs.copyFileSync(path.join(repositoryRoot, name), path.join(root, name));
  }
  return root;
}

describe("drydock doctor", () => {
  it("says which programs serve and how to get one when there is neither terraform nor tofu", async () => {
    const { code, stdout } = await drydockHere(["doctor"], {
      variables: plainVariables({ PATH: temporary() }),
    });
    expect(code).toBe(1);
    expect(stdout).toContain("Neither terraform 1.11.0 or newer nor tofu 1.10.0 or newer is on the PATH");
    expect(stdout).toContain("https://opentofu.org/docs/intro/install/");
    expect(stdout).toContain("1 to put right");
  });

  it("says what the emulated level needs, and what is wrong with a moto that was named", async () => {
    const nowhere = { PATH: temporary(), HOME: temporary(), XDG_DATA_HOME: temporary(), XDG_DATA_DIRS: "" };
    const missing = await examine({ variables: nowhere });
    const subjects = ["aws provider", "moto"];
    expect(missing.filter(({ subject }) => subjects.includes(subject))).toMatchObject([
      { state: "optional", remedy: expect.stringContaining("terraform providers mirror") as string },
      { state: "optional", remedy: expect.stringContaining("pip install 'moto[server]'") as string },
    ]);
    const wrong = await examine({ variables: { ...nowhere, DRYDOCK_MOTO: "/nowhere/moto_server" } });
    expect(wrong.find(({ subject }) => subject === "moto")?.sentence).toContain(
      'DRYDOCK_MOTO is "/nowhere/moto_server"',
    );
  });

  it("names the packages that are missing", async () => {
    const findings = await examine({ variables: plainVariables(), root: checkout() });
    expect(findings).toContainEqual({
      state: "bad",
      subject: "packages",
      sentence: "they are missing",
      remedy: "Run: npm ci",
    });
  });

  it("refuses an override file that was left beside a stack, and says what it would do", async () => {
    const root = checkout();
    const stack = path.join(root, "cdktf.out/stacks/dev-network");
    fs.mkdirSync(stack, { recursive: true });
    const file = path.join(stack, "local_override.tf.json");
    fs.writeFileSync(file, JSON.stringify({ terraform: { backend: { local: {} } } }));
    const findings = await examine({ variables: plainVariables(), root });
    const finding = findings.find(({ subject }) => subject === 'override file beside "dev-network"');
    expect(finding?.state).toBe("bad");
    expect(finding?.sentence).toBe(`${file} would keep the state somewhere else than in the state bucket`);
    expect(finding?.remedy).toContain("rm");
  });

  it("refuses a state that terraform could not save, until it is pushed", async () => {
    const root = checkout();
    const folder = path.join(root, ".drydock/environments/dev/stacks/dev-network");
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, "errored.tfstate"), "{}");
    const findings = await examine({ variables: plainVariables(), root });
    expect(findings.find(({ subject }) => subject === "unsaved state")?.remedy).toContain("state push");
  });

  it("tells where credentials come from, and calls them optional when there are none", async () => {
    const root = checkout();
    const about = async (variables: NodeJS.ProcessEnv): Promise<string | undefined> => {
      const findings = await examine({ variables: plainVariables({ HOME: root, ...variables }), root });
      const found = findings.find(({ subject }) => subject === "AWS credentials");
      return `${found?.state}: ${found?.sentence}`;
    };
    expect(await about({})).toContain("optional: none");
    expect(await about({ AWS_PROFILE: "trading" })).toBe("good: from AWS_PROFILE");
    const nowhere = `http://127.0.0.1:${await freePort()}`;
    for (const proxy of [nowhere, "", "nonsense"]) {
      expect(await about({ TF_REATTACH_PROVIDERS: "{}", HTTP_PROXY: proxy })).toBe(
        "bad: a simulated cloud is attached to this shell, and it does not answer: it has ended",
      );
    }
    fs.mkdirSync(path.join(root, ".aws"));
    fs.writeFileSync(path.join(root, ".aws/config"), "");
    expect(await about({})).toBe(`good: from ${path.join(root, ".aws/config")}`);
  });

  it("says when nothing can be kept in the checkout", async () => {
    const root = checkout();
    fs.writeFileSync(path.join(root, ".drydock"), "");
    const findings = await examine({ variables: plainVariables(), root });
    expect(findings.find(({ subject }) => subject === "work folder")).toMatchObject({
      state: "bad",
      sentence: expect.stringContaining(".drydock is a file, and a folder is needed"),
    });
  });

  it("names a file of terraform's settings that does not exist", async () => {
    const root = checkout();
    const about = async (file: string) =>
      (await examine({ variables: plainVariables({ TF_CLI_CONFIG_FILE: file }), root })).find(
        ({ subject }) => subject === "TF_CLI_CONFIG_FILE",
      );
    expect(await about("/nowhere/terraformrc")).toMatchObject({
      state: "optional",
      sentence: expect.stringContaining("it names /nowhere/terraformrc, which does not exist"),
      remedy: "Run: unset TF_CLI_CONFIG_FILE",
    });
    expect((await about(path.join(root, "package.json")))?.state).toBe("good");
    expect(await about("")).toBeUndefined();
  });

  it("finds the browser by its variable", async () => {
    const findings = await examine({
      variables: plainVariables({ PATH: "", DRYDOCK_CHROMIUM: process.execPath }),
      root: checkout(),
    });
    expect(findings).toContainEqual({ state: "good", subject: "chromium", sentence: process.execPath });
  });

  describeWith("terraform", "on a machine with terraform", () => {
    it("finds its version, and everything that is needed", async () => {
      const { stdout } = await drydockHere(["doctor"]);
      expect(stdout).toMatch(/^good {5}terraform: \d+\.\d+\.\d+ \(\//m);
      expect(stdout).toMatch(/^good {5}packages: as package-lock\.json says$/m);
    });
  });
});
