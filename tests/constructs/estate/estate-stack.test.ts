import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcEndpointRouteTableAssociation } from "@cdktf/provider-aws/lib/vpc-endpoint-route-table-association";
import type { App } from "cdktf";
import { Token } from "cdktf";
import { configurationOf, configurationWith, environmentNamed, PlainStack, testApp } from "../configuration";

const vpc = (stack: PlainStack, tags?: Record<string, string>): Vpc =>
  new Vpc(stack, "vpc", { cidrBlock: "10.0.0.0/16", tags });

describe("every stack", () => {
  it("keeps its state in the account's bucket, locked by a file, with the deploy role", () => {
    const { s3 } = configurationWith(() => undefined).terraform.backend;
    expect(s3).toEqual({
      bucket: "drydock-state-111111111111-eu-west-1",
      key: "dev-plain/terraform.tfstate",
      region: "eu-west-1",
      use_lockfile: true,
      allowed_account_ids: ["111111111111"],
      assume_role: {
        role_arn: "arn:aws:iam::111111111111:role/drydock-dev-deploy",
        session_name: "dev-plain",
      },
    });
  });

  it("refuses a foreign account and tags by default", () => {
    const [provider] = configurationWith(() => undefined).provider.aws;
    expect(provider).toEqual({
      region: "eu-west-1",
      allowed_account_ids: ["111111111111"],
      assume_role: [
        { role_arn: "arn:aws:iam::111111111111:role/drydock-dev-deploy", session_name: "dev-plain" },
      ],
      default_tags: [
        {
          tags: {
            owner: "platform-engineering",
            environment: "dev",
            stack: "dev-plain",
            cost: "trading-dev",
          },
        },
      ],
    });
  });

  it("takes both majors of the provider, Terraform and OpenTofu", () => {
    const { terraform } = configurationWith(() => undefined);
    expect(terraform.required_version).toBe(">= 1.10.0");
    expect(terraform.required_providers).toEqual({ aws: { source: "aws", version: ">= 5.100.0, < 7.0.0" } });
  });

  it("assumes no role where it works with the caller's credentials, and still guards the account", () => {
    const configuration = configurationWith(() => undefined, { credentials: "caller" });
    expect(configuration.terraform.backend.s3).not.toHaveProperty("assume_role");
    expect(configuration.terraform.backend.s3.allowed_account_ids).toEqual(["111111111111"]);
    expect(configuration.provider.aws[0]).not.toHaveProperty("assume_role");
    expect(configuration.provider.aws[0]?.allowed_account_ids).toEqual(["111111111111"]);
  });

  it("tags what can be tagged with its address, beside its own tags", () => {
    const { resource } = configurationWith((stack) => {
      const { id } = vpc(stack, { Name: "office" });
      new VpcEndpointRouteTableAssociation(stack, "untaggable", { vpcEndpointId: id, routeTableId: "rtb-1" });
    });
    expect(resource.aws_vpc?.vpc?.tags).toEqual({ Name: "office", address: "aws_vpc.vpc" });
    expect(resource.aws_vpc_endpoint_route_table_association?.untaggable).not.toHaveProperty("tags");
  });

  it("refuses tags that Terraform computes, for they would lose the address", () => {
    const stack = new PlainStack(testApp());
    vpc(stack, Token.asStringMap("${var.tags}"));
    expect(() => configurationOf(stack)).toThrow('The tags of "dev-plain/vpc" are a Terraform expression');
  });

  it("protects every resource when it must survive a rebuild, and none otherwise", () => {
    const kept = configurationWith(vpc, { lifetime: "keep" });
    expect(kept.resource.aws_vpc?.vpc?.lifecycle).toEqual({ prevent_destroy: true });
    expect(configurationWith(vpc).resource.aws_vpc?.vpc).not.toHaveProperty("lifecycle");
  });

  it("keeps what a construct says about a resource's lifecycle", () => {
    const kept = configurationWith(
      (stack) => {
        new Vpc(stack, "vpc", { lifecycle: { ignoreChanges: ["tags"] } });
      },
      { lifetime: "keep" },
    );
    expect(kept.resource.aws_vpc?.vpc?.lifecycle).toEqual({
      ignore_changes: ["tags"],
      prevent_destroy: true,
    });
  });

  it("is named so that a destroy by environment prefix cannot match what is kept", () => {
    const app = testApp();
    const names = (["account", "keep", "disposable"] as const).map(
      (lifetime) => new PlainStack(app, { lifetime, environments: [environmentNamed("dev")] }).stackName,
    );
    expect(names).toEqual(["bootstrap-sandbox", "keep-dev-plain", "dev-plain"]);
  });
});

describe("a changed address", () => {
  class Renamed extends PlainStack {
    constructor(app: App) {
      super(app);
      vpc(this);
      this.moved("aws_vpc.old", "aws_vpc.vpc");
      this.removed("aws_vpc.lost", { destroy: false });
      this.removed("aws_vpc.gone", { destroy: true });
    }
  }

  it("is rendered as moved and removed blocks", () => {
    const configuration = configurationOf(new Renamed(testApp()));
    expect(configuration.moved).toEqual([{ from: "aws_vpc.old", to: "aws_vpc.vpc" }]);
    expect(configuration.removed).toEqual([
      { from: "aws_vpc.lost", lifecycle: { destroy: false } },
      { from: "aws_vpc.gone", lifecycle: { destroy: true } },
    ]);
  });
});
