import * as fs from "node:fs";
import * as path from "node:path";
import { lockFolder } from "../../../app/images/lock-folder";
import { ownFolder } from "../../../app/deployment/own-folder";
import { repositoryRoot } from "../../../app/repository";
import { imageNames } from "../../../app/versions";
import { describeWith } from "../../servers/describe-with";
import { startRegistry, type RegistryFixture } from "../images/simulated-registry";
import { drydockHere } from "./as-user";

/** One registry; the tests build on each other, as filling it does. */
describe("the images of an environment in a simulated cloud", () => {
  let fixture: RegistryFixture;
  const here = (...argv: string[]) => drydockHere(["images", ...argv], { variables: fixture.variables });
  const lock = () => path.join(lockFolder(fixture.variables), "staging.json");

  beforeAll(async () => (fixture = await startRegistry("staging")));
  afterAll(async () => {
    fs.rmSync(ownFolder(fixture.variables), { recursive: true, force: true });
    await fixture.close();
  });

  it("cannot be pushed or locked before the repositories are there, and the sentence says what makes them", async () => {
    for (const command of ["mirror", "build", "lock"]) {
      const { code, stderr } = await here(command, "staging");
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /has no repository "drydock-staging\/\w+": the stack "keep-staging-registry" makes it/,
      );
      expect(stderr).toContain("npx drydock deploy staging 'keep-staging-*'");
    }
  });

  it("are all named when they are missing, and nothing is locked", async () => {
    fixture.makeRepositories();
    await here("mirror", "staging", "vault");
    const { code, stderr } = await here("lock", "staging");
    expect(code).toBe(1);
    expect(stderr).toContain(`lacks ${imageNames.length - 1} images: airflow:`);
    expect(stderr).not.toContain("vault:");
    expect(stderr).toContain("npx drydock images build staging");
    expect(fs.existsSync(lock())).toBe(false);
  });

  it("are pushed as stand-ins, once, and locked to digests that are marked as simulated", async () => {
    const mirrored = await here("mirror", "staging");
    expect(mirrored.stdout).toMatch(/vault: there already/);
    expect(mirrored.stdout).toMatch(/redis: pushed/);
    expect((await here("build", "staging")).stdout).toMatch(/node: pushed/);
    const { code, stdout, stderr } = await here("lock", "staging");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("for this simulated cloud only");
    expect(JSON.parse(fs.readFileSync(lock(), "utf8"))).toMatchObject({
      registry: "222222222222.dkr.ecr.eu-west-1.amazonaws.com",
      simulated: true,
    });
    expect(fs.existsSync(path.join(repositoryRoot, "app/images/locks/staging.json"))).toBe(false);
    expect((await here("lock", "staging")).stdout).toContain("Nothing has changed.");
  });

  it("are not locked after Ctrl-C", async () => {
    const before = fs.statSync(lock()).mtimeMs;
    const listeners = process.listenerCount("SIGINT");
    const locking = here("lock", "staging");
    while (process.listenerCount("SIGINT") === listeners) await new Promise(setImmediate);
    process.emit("SIGINT");
    const { code, stdout } = await locking;
    expect(code).toBe(130);
    expect(stdout).toContain("interrupted, nothing was locked");
    expect(fs.statSync(lock()).mtimeMs).toBe(before);
  });

  it("are listed with where they come from and their lock", async () => {
    const { stdout } = await here("list", "staging");
    expect(stdout).toMatch(
      /^vault +1\.21\.4 +docker\.io\/hashicorp\/vault +sha256:[0-9a-f]{12}, simulated$/m,
    );
    const elsewhere = await drydockHere(["images", "list", "staging"]);
    expect(elsewhere.stdout).toMatch(/^node +\S+ +runtime\/images\/node +not locked$/m);
  });

  it("are one kind for each command, by names that exist", async () => {
    expect((await here("mirror", "staging", "node")).stderr).toContain(
      "node is an image of ours: build it with `drydock images build`.",
    );
    expect((await here("build", "staging", "vault")).stderr).toContain(
      "copy it with `drydock images mirror`",
    );
    expect((await here("mirror", "staging", "valt")).stderr).toContain('Did you mean "vault"?');
    expect((await here("lock", "stagin")).stderr).toContain('Did you mean "staging"?');
    expect((await here("lok", "staging")).stderr).toContain('Did you mean "lock"?');
  });
});

describeWith("terraform", "an environment that is not for development", () => {
  it.each([["plan"], ["deploy", "--auto-approve"]])(
    "is not ready for %s before its images are locked, except for what survives",
    async (command, ...more) => {
      const { code, stdout, stderr } = await drydockHere([command, "staging", ...more]);
      expect([code, stdout]).toEqual([1, ""]);
      expect(stderr).toBe(
        "Error: The images of staging are not locked. Nothing was done.\n" +
          "  Push and lock them, once 'keep-staging-*' is deployed:\n" +
          "  npx drydock images mirror staging\n" +
          "  npx drydock images build staging\n" +
          "  npx drydock images lock staging\n",
      );
    },
  );
});
