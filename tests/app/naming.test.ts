import { loadEnvironments } from "../../app/environments/load";
import {
  bucketName,
  deployRoleArn,
  environmentBucketName,
  generationName,
  lifetimeOf,
  partitionOf,
  resourceName,
  stackName,
  stateBucketName,
  stateKey,
  tags,
} from "../../app/naming";

const [dev] = loadEnvironments({ names: ["dev"] });
if (!dev) throw new Error("The repository defines dev.");

describe("names of stacks", () => {
  it("tell the lifetime, so that destroying 'dev-*' cannot match what must survive", () => {
    const names = [
      stackName.bootstrap(dev.account.name),
      stackName.keep(dev, "keys"),
      stackName.disposable(dev, "network"),
    ];
    expect(names).toEqual(["bootstrap-sandbox", "keep-dev-keys", "dev-network"]);
    expect(names.map(lifetimeOf)).toEqual(["account", "keep", "disposable"]);
    expect(names.filter((name) => name.startsWith("dev-"))).toEqual(["dev-network"]);
  });
});

describe("names that AWS holds", () => {
  it("begin with project and environment", () => {
    expect(resourceName(dev, "network", "flow-logs")).toBe("drydock-dev-network-flow-logs");
  });

  it("carry the generation where AWS holds them back after deletion", () => {
    expect(generationName({ ...dev, generation: 3 }, "api-keys")).toBe("drydock-dev-api-keys-g3");
  });

  it("are global for the state bucket by the account's id", () => {
    expect(stateBucketName(dev)).toBe("drydock-state-111111111111-eu-west-1");
    expect(stateKey("dev-network")).toBe("dev-network/terraform.tfstate");
  });

  it("are global for the environment's buckets by the account's id, and no pattern of them is the state bucket's", () => {
    expect(environmentBucketName(dev, "ticks")).toBe("drydock-dev-ticks-111111111111");
    const pattern = environmentBucketName({ ...dev, name: "state" }, "*").replace("*", ".*");
    expect(stateBucketName(dev)).toMatch(/^drydock-state-/);
    expect(stateBucketName(dev)).not.toMatch(new RegExp(`^${pattern}$`));
  });

  it("are refused where S3 would refuse them", () => {
    expect(bucketName("a".repeat(63))).toHaveLength(63);
    expect(() => bucketName("a".repeat(31), "b".repeat(32))).toThrow(
      /has 64 characters and S3 allows 63; shorten its parts\.$/,
    );
  });

  it("know the partition of a region", () => {
    expect(["eu-west-1", "cn-north-1", "us-gov-west-1", "us-east-1"].map(partitionOf)).toEqual([
      "aws",
      "aws-cn",
      "aws-us-gov",
      "aws",
    ]);
    expect(deployRoleArn(dev)).toBe("arn:aws:iam::111111111111:role/drydock-dev-deploy");
    expect(deployRoleArn({ ...dev, region: "cn-north-1" })).toBe(
      "arn:aws-cn:iam::111111111111:role/drydock-dev-deploy",
    );
  });
});

describe("tags", () => {
  it("name owner, environment, stack and cost", () => {
    expect(tags(dev, "dev-network")).toEqual({
      owner: "platform-engineering",
      environment: "dev",
      stack: "dev-network",
      cost: "trading-dev",
    });
  });

  it("name no environment where a stack serves the account, even one that is called like an environment", () => {
    const account = { ...dev.account, name: "dev" };
    expect(tags({ ...dev, account }, "bootstrap-dev").environment).toBe("bootstrap-dev");
  });
});
