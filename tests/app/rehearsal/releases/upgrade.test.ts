import { loadEnvironments } from "../../../../app/environments/load";
import { kubernetesBefore } from "../../../../app/environments/kubernetes-before";
import { announcedSince } from "../../../../app/rehearsal/releases/announced";
import { lastRelease, releasedStacks } from "../../../../app/rehearsal/releases/stored-releases";
import { goneIn, unannounced } from "../../../../app/rehearsal/releases/unannounced";
import type { ResourceChange } from "../../../../app/terraform/plan";

const changelog = `# Changelog

## [Unreleased]

### Added

- \`aws_s3_bucket.added\` of \`keep-storage\` is not what goes.

### Replaced on upgrade

- \`aws_s3_bucket.ticks\` of \`keep-storage\`: it gets another name; copy what it holds first.

## [1.0.0] - 2026-01-01

### Replaced on upgrade

- \`aws_kms_key.data\` of \`keep-keys\`: long ago.
`;

function change(action: ResourceChange["action"], address: string): ResourceChange {
  return { action, address, type: address.split(".")[0] ?? "", mode: "managed", attributes: [] };
}

describe("an upgrade", () => {
  it("is announced by what the changelog says above the release that it starts from", () => {
    expect(announcedSince("1.0.0", changelog)).toEqual([
      { part: "keep-storage", address: "aws_s3_bucket.ticks" },
    ]);
  });

  it("may replace what was announced, in that part of the estate only", () => {
    const changes = [
      change("replace", "aws_s3_bucket.ticks"),
      change("delete", "aws_kms_key.data"),
      change("update", "aws_s3_bucket.logs"),
      change("replace", "aws_launch_template.nodes"),
    ];
    const gone = goneIn([
      { stack: "keep-dev-storage", part: "keep-storage", changes },
      { stack: "dev-other", part: "other", changes: [change("delete", "aws_s3_bucket.ticks")] },
    ]);
    expect(gone).toHaveLength(4);
    const silent = unannounced(gone, announcedSince("1.0.0", changelog));
    expect(silent.map(({ stack, change: { address } }) => `${stack} ${address}`)).toEqual([
      "keep-dev-storage aws_kms_key.data",
      "dev-other aws_s3_bucket.ticks",
    ]);
  });

  it("starts from the stored synth of the last release, which every environment of it can read", () => {
    const stacks = releasedStacks(lastRelease, "dev").map(({ name }) => name);
    expect(stacks).toEqual(expect.arrayContaining(["bootstrap-sandbox", "keep-dev-keys", "dev-network"]));
    expect(releasedStacks(lastRelease, "no-such-environment")).toEqual([]);
  });

  it("of Kubernetes starts one minor version earlier, as long as that one is pinned", () => {
    const [dev] = loadEnvironments({ names: ["dev"] });
    if (!dev?.clusters["main"]) throw new Error("dev has no cluster main");
    const [, minor] = dev.clusters["main"].kubernetesVersion.split(".");
    expect(kubernetesBefore(dev).clusters["main"]?.kubernetesVersion).toBe(`1.${Number(minor) - 1}`);
    const oldest = { ...dev, clusters: { main: { ...dev.clusters["main"], kubernetesVersion: "1.32" } } };
    expect(() => kubernetesBefore(oldest)).toThrow(
      "app/versions.ts pins no node image and add-ons for Kubernetes 1.31, from which 1.32 is an upgrade.",
    );
  });
});
