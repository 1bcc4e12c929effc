import { clusterPort, vaultPort } from "../../app/access-path";
import type { Environment } from "../../app/environments/schema";
import { environmentNamed } from "../constructs/configuration";

const dev = environmentNamed("dev");
const [main] = Object.values(dev.clusters);

describe("ports behind the tunnel", () => {
  it("are Vault's and then one for each cluster, by name", () => {
    const two = { ...dev, clusters: { main, blue: main } } as Environment;
    expect([vaultPort(two), clusterPort(two, "blue"), clusterPort(two, "main")]).toEqual([
      16443, 16444, 16445,
    ]);
  });

  it("are none where there is no tunnel", () => {
    const runner: Environment = { ...dev, access: { via: "vpc-runner" } };
    expect([vaultPort(runner), clusterPort(runner, "main")]).toEqual([undefined, undefined]);
  });

  it("are none of a cluster that is not there", () => {
    expect(() => clusterPort(dev, "other")).toThrow('There is no cluster "other" in this environment.');
  });
});
