import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { buildAndPush } from "../../../app/images/build-image";
import { findBuilder } from "../../../app/images/builders";
import { sourceHash } from "../../../app/images/source-hash";
import { describeWith } from "../../servers/describe-with";
import { toolPath } from "../../servers/tools";
import { plainVariables } from "../cli/as-user";
import { startRegistry, type RegistryFixture } from "./simulated-registry";

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-builders-"))));
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

describe("the builder of a machine", () => {
  const install = (name: string, script: string) =>
    fs.writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const find = (named?: string) => findBuilder(named, { PATH: folder });
  const noEngine = "echo 'Cannot connect to the Docker daemon' >&2; exit 1";

  it("is the first that works: a docker without an engine is none", () => {
    install("docker", noEngine);
    install("buildah", "exit 0");
    expect(find()).toEqual({ kind: "buildah", program: path.join(folder, "buildah") });
    install("podman", "exit 0");
    expect(find().kind).toBe("podman");
    install("docker", "exit 0");
    expect(find().kind).toBe("docker");
    expect(find("buildah").kind).toBe("buildah");
  });

  it("is missing with a reason for each", () => {
    install("docker", noEngine);
    expect(find).toThrow("No program that builds images works here. Install docker, podman or buildah.");
    const { details } = (() => {
      try {
        return find() as never;
      } catch (error) {
        return error as { details: readonly string[] };
      }
    })();
    expect(details).toEqual([
      "docker: it does not work (Cannot connect to the Docker daemon)",
      "podman: it is not installed",
      "buildah: it is not installed",
    ]);
    expect(() => find("podman")).toThrow("podman cannot build images here.");
    expect(() => find("bildah")).toThrow('There is no builder "bildah". Did you mean "buildah"?');
  });
});

describe("the sources of an image", () => {
  it("have another hash when a file, its name, its mode or the base changes, and the same in another place", () => {
    const write = (name: string, content: string, mode = 0o644) => {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), content, { mode });
    };
    write("a/Dockerfile", "FROM scratch");
    write("a/bin/start", "#!/bin/sh");
    write("b/Dockerfile", "FROM scratch");
    write("b/bin/start", "#!/bin/sh");
    const hash = (copy: string, base = "node:1") => sourceHash(path.join(folder, copy), base);
    const original = hash("a");
    expect(original).toMatch(/^[0-9a-f]{64}$/);
    expect(hash("b")).toBe(original);
    expect(hash("a", "node:2")).not.toBe(original);
    fs.chmodSync(path.join(folder, "b/bin/start"), 0o755);
    expect(hash("b")).not.toBe(original);
    write("a/more", "");
    expect(hash("a")).not.toBe(original);
  });
});

describe("docker with an engine of the user's choice", () => {
  it("pushes to the engine that has built, with credentials that are gone afterwards", async () => {
    const home = path.join(folder, "docker-home");
    fs.mkdirSync(path.join(home, "contexts", "meta"), { recursive: true });
    fs.writeFileSync(path.join(home, "contexts", "meta", "colima"), "an engine");
    const own = { currentContext: "colima", credsStore: "desktop" };
    fs.writeFileSync(path.join(home, "config.json"), JSON.stringify(own));
    const seen = path.join(folder, "seen");
    const program = path.join(folder, "docker");
    const script = `[ "$1" = --config ] || exit 0\necho "$*" >${seen}\ncat "$2/config.json" "$2/contexts/meta/colima" >>${seen}`;
    fs.writeFileSync(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    await buildAndPush({
      builder: { kind: "docker", program },
      folder,
      reference: "registry.example/node:1",
      arguments: {},
      labels: {},
      login: { user: "AWS", password: "of-one-push" },
      plainHttp: false,
      variables: plainVariables({ DOCKER_CONFIG: home }),
      logFolder: path.join(folder, "logs"),
    });
    const [command = "", ...content] = fs.readFileSync(seen, "utf8").split("\n");
    const [, login = ""] = /^--config (\S+) push registry\.example\/node:1$/.exec(command) ?? [];
    const auth = Buffer.from("AWS:of-one-push").toString("base64");
    const written = { currentContext: "colima", auths: { "registry.example": { auth } } };
    expect(content.join("\n")).toBe(`${JSON.stringify(written)}an engine`);
    expect(fs.existsSync(login)).toBe(false);
    expect(fs.readdirSync(path.join(home, "contexts", "meta"))).toEqual(["colima"]);
  });
});

describeWith("buildah", "a real builder", () => {
  let fixture: RegistryFixture;
  let variables: NodeJS.ProcessEnv;

  beforeEach(async () => {
    fixture = await startRegistry("dev");
    fixture.makeRepositories();
    // Storage of its own, for a user without rights in the machine's.
    const storage = path.join(folder, "storage.conf");
    const roots = ["graphroot", "runroot"].map((root) => `${root} = "${path.join(folder, root)}"`);
    fs.writeFileSync(storage, ["[storage]", 'driver = "vfs"', ...roots, ""].join("\n"));
    variables = plainVariables({
      ...fixture.variables,
      CONTAINERS_STORAGE_CONF: storage,
      BUILDAH_ISOLATION: "chroot",
    });
  });
  afterEach(() => fixture.close());

  it("builds an image and pushes it into the registry, under the tag that it is locked by", async () => {
    const sources = path.join(folder, "image");
    fs.mkdirSync(sources);
    fs.writeFileSync(
      path.join(sources, "Dockerfile"),
      "ARG WHO\nFROM scratch\nCOPY greeting /\nUSER 1000:1000\n",
    );
    fs.writeFileSync(path.join(sources, "greeting"), "hello");
    const registry = await fixture.open();
    const repository = registry.repository("node");
    const build = () =>
      buildAndPush({
        builder: { kind: "buildah", program: toolPath("buildah") },
        folder: sources,
        reference: `${new URL(registry.url).host}/drydock-dev/node:1`,
        arguments: { WHO: "nobody" },
        labels: { "dev.drydock.source": "abc" },
        login: registry.login,
        plainHttp: true,
        variables,
        logFolder: path.join(folder, "logs"),
      });
    await build();
    const { body } = await repository.manifest("1");
    const { config, layers } = JSON.parse(body.toString()) as {
      config: { digest: string };
      layers: unknown[];
    };
    expect(layers).toHaveLength(1);
    const chunks: Buffer[] = [];
    for await (const chunk of await repository.blob(config.digest)) chunks.push(chunk as Buffer);
    expect(JSON.parse(Buffer.concat(chunks).toString())).toMatchObject({
      config: { User: "1000:1000", Labels: { "dev.drydock.source": "abc" } },
    });
    // The credentials were in a file for the time of the push only.
    const logs = ["build", "push"].map((name) =>
      fs.readFileSync(path.join(folder, "logs", `${name}.log`), "utf8"),
    );
    expect(logs.join()).not.toContain(registry.login.password);

    fs.writeFileSync(path.join(sources, "greeting"), "other");
    await expect(build()).rejects.toThrow(/buildah could not push .*immutable/);
  });
});
