import * as fs from "node:fs";
import * as path from "node:path";
import { parseReference } from "../../app/images/upstream-reference";
import { repositoryRoot } from "../../app/repository";
import * as versions from "../../app/versions";

const { isOlder, kubernetesReleases, vaultReleases, versionsCheckedOn } = versions;
const isoDate = /^\d{4}-\d{2}-\d{2}$/;

describe("pins", () => {
  it("have a version and a source to read it from", () => {
    const pins = [
      versions.terraformMinimum,
      versions.tofuMinimum,
      ...Object.values(versions.providerConstraints),
      ...Object.values(versions.machineVersions),
    ];
    for (const pin of pins) {
      expect(pin.version).toMatch(/\d/);
      expect(pin.source).toMatch(/^https:\/\//);
    }
  });

  it("hold a date on which they were read", () => {
    expect(versionsCheckedOn).toMatch(isoDate);
  });
});

describe("images", () => {
  it("have an exact tag of their own, and a source to read it from", () => {
    for (const [name, image] of Object.entries(versions.images)) {
      expect([name, image.tag]).toEqual([name, expect.stringMatching(/^v?\d+\.\d+\.\d+/)]);
      expect(image.source).toMatch(/^https:\/\//);
      expect(() =>
        parseReference(image.kind === "own" ? image.base : `${image.upstream}:${image.tag}`),
      ).not.toThrow();
    }
  });

  it("go with the other pins: the autoscaler with Kubernetes, Vault's image with Vault", () => {
    expect(versions.images["cluster-autoscaler"].tag).toMatch(
      new RegExp(`^v${versions.defaultKubernetesVersion.replace(".", "\\.")}\\.`),
    );
    expect(versions.images.vault.tag).toBe(versions.machineVersions.vault.version);
  });

  const own = versions.imageNames
    .map(versions.imageNamed)
    .filter(({ kind }) => kind === "own") as versions.OwnImage[];

  it.each(own)(
    "$folder builds on the base of the table, and runs as a user by number under an init",
    ({ folder, base, tag }) => {
      const dockerfile = fs.readFileSync(path.join(repositoryRoot, folder, "Dockerfile"), "utf8");
      expect(dockerfile).toMatch(/^ARG BASE_IMAGE\nFROM \$\{BASE_IMAGE\}/m);
      expect([...dockerfile.matchAll(/^USER (.*)$/gm)].at(-1)?.[1]).toMatch(/^[1-9]\d*:[1-9]\d*$/);
      expect(dockerfile).toMatch(/^ENTRYPOINT \["\/usr\/bin\/tini", "--"/m);
      expect(dockerfile).not.toMatch(/^ADD |latest|curl|wget/m);
      expect(tag).toMatch(/-\d+$/);
      expect(base).toContain(`:${tag.replace(/-\d+$/, "")}`);
    },
  );
});

describe("support dates", () => {
  it("follow each other, Kubernetes' extended support 12 months after the standard one", () => {
    for (const [
      index,
      { version, standardSupportEnds, extendedSupportEnds },
    ] of kubernetesReleases.entries()) {
      const [year, ...rest] = standardSupportEnds.split("-");
      expect(extendedSupportEnds).toBe([Number(year) + 1, ...rest].join("-"));
      const before = kubernetesReleases[index - 1];
      if (!before) continue;
      expect(isOlder(before.version, version)).toBe(true);
      expect(before.standardSupportEnds < standardSupportEnds).toBe(true);
    }
  });

  it("leave the defaults supported on the day that is pinned", () => {
    const kubernetes = kubernetesReleases.find(
      ({ version }) => version === versions.defaultKubernetesVersion,
    );
    expect(kubernetes && kubernetes.standardSupportEnds > versionsCheckedOn).toBe(true);
    const vault = vaultReleases.find(({ version }) =>
      versions.machineVersions.vault.version.startsWith(`${version}.`),
    );
    expect(vault).toBeDefined();
    expect(vault?.maintenanceEnded).toBeUndefined();
  });

  it("keep three Vault releases maintained: the current one and two before it", () => {
    expect(vaultReleases.filter(({ maintenanceEnded }) => !maintenanceEnded)).toHaveLength(3);
    for (const { maintenanceEnded } of vaultReleases) {
      if (maintenanceEnded) expect(maintenanceEnded <= versionsCheckedOn).toBe(true);
    }
  });
});

describe("what a cluster is made of", () => {
  const { clusterPins } = versions;

  it("is pinned for every Kubernetes version in standard support", () => {
    const supported = kubernetesReleases.filter((one) => one.standardSupportEnds > versionsCheckedOn);
    expect(supported.length).toBeGreaterThan(0);
    for (const { version } of supported) expect(Object.keys(clusterPins)).toContain(version);
  });

  it.each(Object.entries(clusterPins))(
    "is one exact build of each for %s",
    (version, { nodeImage, addons }) => {
      expect(nodeImage).toMatch(new RegExp(`^${version}\\.\\d+-20\\d{6}$`));
      for (const pin of Object.values(addons)) expect(pin).toMatch(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/);
      // kube-proxy may be older than the API server, never newer. Source: Kubernetes, "Version Skew Policy".
      expect(addons["kube-proxy"]).toMatch(new RegExp(`^v${version}\\.`));
    },
  );
});

describe("comparing versions", () => {
  it.each([
    ["1.9", "1.18", true],
    ["1.18", "1.9", false],
    ["1.35", "1.35", false],
    ["1.21", "2.0", true],
    ["2.1", "1.21", false],
    ["1.11.0", "1.11", false],
  ])("%s older than %s: %s", (one, other, older) => {
    expect(isOlder(one, other)).toBe(older);
  });
});
