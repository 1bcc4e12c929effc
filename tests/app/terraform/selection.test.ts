import { selectStacks, withProducers } from "../../../app/terraform/selection";

const stacks = ["bootstrap-sandbox", "dev-network", "keep-dev-keys"].map((name) => ({ name }));
const select = (...patterns: string[]): string[] => selectStacks(stacks, patterns).map(({ name }) => name);

describe("selecting stacks", () => {
  it("takes names and patterns, and everything when there is none", () => {
    expect(select("dev-network")).toEqual(["dev-network"]);
    expect(select("*-dev-*", "dev-*")).toEqual(["dev-network", "keep-dev-keys"]);
    expect(select()).toHaveLength(3);
  });

  it("never matches what must survive by the environment's prefix", () => {
    expect(select("dev-*")).toEqual(["dev-network"]);
  });

  it("names the closest stack", () => {
    expect(() => select("dev-netwrok")).toThrow(
      'There is no stack "dev-netwrok". Did you mean "dev-network"?',
    );
    expect(() => select("prod-*")).toThrow('No stack matches "prod-*".');
  });

  it("takes no other character as a pattern", () => {
    expect(() => select("dev.network")).toThrow('There is no stack "dev.network".');
  });
});

describe("stacks with those they depend on", () => {
  const stack = (name: string, ...dependsOn: string[]) => ({ name, dependsOn });
  const estate = [
    stack("keys"),
    stack("storage", "keys"),
    stack("network", "keys"),
    stack("cluster", "network"),
  ];

  it("are all that they read, directly or not, in the order of the estate", () => {
    const [, , , cluster = stack("")] = estate;
    expect(withProducers([cluster], estate).map(({ name }) => name)).toEqual(["keys", "network", "cluster"]);
  });
});
