import * as path from "node:path";
import { buildImage, mirrorImage } from "../../../app/images/push-images";
import { sourceHash } from "../../../app/images/source-hash";
import { repositoryRoot } from "../../../app/repository";
import { digestOf } from "../../../app/simulator/cloud/image-store";
import { resolveImages } from "../../../app/images/lock-images";
import { pushStandIn } from "../../../app/images/stand-in";
import { imageNames, images } from "../../../app/versions";
import { startRegistry, type RegistryFixture } from "./simulated-registry";

let fixture: RegistryFixture;
beforeEach(async () => {
  fixture = await startRegistry("dev");
  fixture.makeRepositories();
});
afterEach(() => fixture.close());

/** Nothing may be built or pulled here. */
const unusable = {
  builder: { kind: "buildah" as const, program: "/nowhere/buildah" },
  variables: {},
  logFolder: "/nowhere",
};

async function pushNode(labels: Record<string, string>): Promise<void> {
  const repository = (await fixture.open()).repository("node");
  const config = Buffer.from(JSON.stringify({ config: { Labels: labels } }));
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  const body = Buffer.from(
    JSON.stringify({ schemaVersion: 2, mediaType, config: { digest: digestOf(config) }, layers: [] }),
  );
  await repository.putBlob(digestOf(config), config.length, config);
  await repository.putManifest(images.node.tag, { mediaType, body });
}

const context = async () => ({ registry: await fixture.open(), onStatus: () => undefined });

describe("an image of ours", () => {
  const sources = sourceHash(path.join(repositoryRoot, images.node.folder), images.node.base);

  it("is not built again when its tag is there from the same sources", async () => {
    await pushNode({ "dev.drydock.source": sources });
    expect(await buildImage("node", await context(), unusable)).toBe("there already");
  });

  it.each([
    ["other sources", { "dev.drydock.source": "0".repeat(64) }],
    ["sources that nobody wrote down", {}],
  ])("that was built from %s under the same tag asks for another tag", async (_, labels) => {
    await pushNode(labels as Record<string, string>);
    await expect(buildImage("node", await context(), unusable)).rejects.toThrow(
      `node:${images.node.tag} is in the registry already, built from other sources than runtime/images/node holds now. A tag never changes: raise the revision behind the hyphen in app/image-versions.ts.`,
    );
  });
});

describe("a lock", () => {
  it("is not made of an image of ours that was built from other sources", async () => {
    const registry = await fixture.open();
    for (const image of imageNames.filter((name) => name !== "node")) {
      await pushStandIn(registry.repository(image), image);
    }
    await pushNode({});
    await expect(resolveImages("dev", { ...registry, simulated: false })).rejects.toThrow(
      /built from other sources than runtime\/images\/node/,
    );
    expect(Object.keys((await resolveImages("dev", registry)).images)).toEqual(imageNames);
  });
});

describe("an image of somebody else", () => {
  it("is not copied again when its tag is there", async () => {
    const repository = (await fixture.open()).repository("vault");
    await repository.putManifest(images.vault.tag, {
      mediaType: "application/vnd.oci.image.index.v1+json",
      body: Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [] })),
    });
    expect(await mirrorImage("vault", await context())).toBe("there already");
  });

  it("is not built, and one of ours not copied", async () => {
    await expect(buildImage("vault", await context(), unusable)).rejects.toThrow("it is mirrored, not built");
    await expect(mirrorImage("node", await context())).rejects.toThrow("it is built, not mirrored");
  });
});
