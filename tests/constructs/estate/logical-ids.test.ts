import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import fc from "fast-check";
import { RESOURCE } from "../../../constructs/estate/logical-ids";
import { configurationOf, configurationWith, PlainStack, testApp } from "../configuration";

function under(scope: Construct, path: readonly string[]): Construct {
  return path.reduce<Construct>(
    (parent, id) => (parent.node.tryFindChild(id) as Construct | undefined) ?? new Construct(parent, id),
    scope,
  );
}

const id = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/).filter((text) => text !== RESOURCE);

describe("addresses", () => {
  it("are the path of the construct, joined, without a hash", () => {
    fc.assert(
      fc.property(fc.array(id, { minLength: 1, maxLength: 4 }), (path) => {
        const configuration = configurationWith((stack) => {
          new Vpc(under(stack, path.slice(0, -1)), path.at(-1) ?? "", { cidrBlock: "10.0.0.0/16" });
        });
        expect(Object.keys(configuration.resource.aws_vpc ?? {})).toEqual([path.join("-")]);
      }),
      { numRuns: 30 },
    );
  });

  it("leave out the id of a construct's main resource", () => {
    const configuration = configurationWith((stack) => {
      new Vpc(new Construct(stack, "office"), RESOURCE, { cidrBlock: "10.0.0.0/16" });
    });
    expect(configuration.resource.aws_vpc).toHaveProperty("office");
  });

  it("do not change when an unrelated construct is added", () => {
    const build = (names: readonly string[]) =>
      configurationWith((stack) => {
        for (const name of names) new Vpc(new Construct(stack, name), "vpc", { cidrBlock: "10.0.0.0/16" });
      });
    expect(Object.keys(build(["a", "b"]).resource.aws_vpc ?? {})).toEqual(["a-vpc", "b-vpc"]);
    expect(Object.keys(build(["b"]).resource.aws_vpc ?? {})).toEqual(["b-vpc"]);
  });

  it.each(["a.b", "Vpc", "a_b", "a b", "-a", "a-", "ä"])(
    'refuse the id "%s", naming it and its path',
    (bad) => {
      const stack = new PlainStack(testApp());
      new Vpc(stack, bad, { cidrBlock: "10.0.0.0/16" });
      expect(() => configurationOf(stack)).toThrow(`"${bad}" in "dev-plain/${bad}" is refused`);
    },
  );

  it("refuse two paths that join to one id, naming both", () => {
    const stack = new PlainStack(testApp());
    new Vpc(new Construct(stack, "a-b"), "c", { cidrBlock: "10.0.0.0/16" });
    new Vpc(new Construct(stack, "a"), "b-c", { cidrBlock: "10.1.0.0/16" });
    expect(() => configurationOf(stack)).toThrow(
      /"dev-plain\/a-b\/c" and "dev-plain\/a\/b-c" would share the Terraform id "a-b-c"/,
    );
  });

  it("refuse a.b beside ab, which cdktf would merge into one resource", () => {
    const stack = new PlainStack(testApp());
    new SecurityGroup(stack, "ab", { name: "one" });
    new SecurityGroup(stack, "a.b", { name: "two" });
    expect(() => configurationOf(stack)).toThrow('"a.b"');
  });

  it("are free for every stack anew", () => {
    const app = testApp();
    for (const part of ["one", "two"]) {
      const stack = new PlainStack(app, { part });
      new Vpc(stack, "vpc", { cidrBlock: "10.0.0.0/16" });
      expect(configurationOf(stack).resource.aws_vpc).toHaveProperty("vpc");
    }
  });
});
