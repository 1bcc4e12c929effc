import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { TerraformStack } from "cdktf";
import { ownDefinitions } from "../../../app/environments/definitions";
import { checkAll } from "../../../app/environments/load";
import { buildEstate } from "../../../app/estate";
import { EstateStack } from "../../../constructs/estate/estate-stack";
import { configurationOf, PlainStack, testApp } from "../configuration";

describe("a rendered stack", () => {
  const app = testApp();
  buildEstate(app, checkAll(ownDefinitions()));
  const stacks = app.node.children.filter((child) => child instanceof EstateStack);

  it.each(stacks.map((stack) => [stack.stackName, stack] as const))(
    "is what cdktf would render: %s",
    (_name, stack) => {
      stack.completeResources();
      TerraformStack.prototype.prepareStack.call(stack);
      const theirs: unknown = TerraformStack.prototype.toTerraform.call(stack);
      expect(stack.toTerraform()).toEqual(theirs);
    },
  );

  it("refuses two resources of one address, which cdktf would merge", () => {
    const stack = new PlainStack(testApp());
    new SecurityGroup(stack, "one", { name: "one" });
    new SecurityGroup(stack, "two", { description: "two" }).overrideLogicalId("one");
    expect(() => configurationOf(stack)).toThrow(
      '"dev-plain/two" has the address aws_security_group.one, which another construct has.',
    );
  });

  it("lets resources of different types share a name", () => {
    const stack = new PlainStack(testApp());
    new SecurityGroup(stack, "one", {});
    new Vpc(stack, "two", {}).overrideLogicalId("one");
    expect(Object.keys(configurationOf(stack).resource)).toEqual(["aws_security_group", "aws_vpc"]);
  });

  it("says its piece in constructs, not in overrides of the whole stack", () => {
    expect(() => new PlainStack(testApp()).addOverride("resource.aws_vpc.vpc.tags")).toThrow(
      '"resource.aws_vpc.vpc.tags" of the stack "dev-plain" cannot be overridden',
    );
  });
});
