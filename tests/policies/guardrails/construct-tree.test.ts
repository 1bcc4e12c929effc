import { IamAccessKey } from "@cdktf/provider-aws/lib/iam-access-key";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { AwsProviderConfig } from "@cdktf/provider-aws/lib/provider";
import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { TerraformResource, TerraformStack, Testing } from "cdktf";
import type { App } from "cdktf";
import { checkConstructs } from "../../../policies/guardrails/construct-tree";
import { constructTreeRules } from "../../../policies/guardrails/rules";
import { imageCases } from "./cases/machine-images";
import { loginCases } from "./cases/providers";

type Build = (app: App) => void;

interface TreeCases {
  readonly rule: string;
  readonly fails: readonly { readonly what: string; readonly build: Build; readonly says: string }[];
  readonly passes: readonly { readonly what: string; readonly build: Build }[];
}

const tags = { owner: "platform", environment: "dev", stack: "keep-dev-data", cost: "1000" };

function stackIn(app: App, name: string, provider: Partial<AwsProviderConfig> = {}): TerraformStack {
  const stack = new TerraformStack(app, name);
  new AwsProvider(stack, "aws", {
    allowedAccountIds: ["123456789012"],
    defaultTags: [{ tags }],
    ...provider,
  });
  return stack;
}

function vpcWithTags(app: App, resourceTags: Record<string, string>): void {
  const vpc = new Vpc(stackIn(app, "dev-network"), "main", { cidrBlock: "10.0.0.0/16" });
  vpc.tags = { address: `aws_vpc.${vpc.friendlyUniqueId}`, ...resourceTags };
}

function generic(app: App, terraformResourceType: string): TerraformResource {
  return new TerraformResource(stackIn(app, "dev-network"), "thing", { terraformResourceType });
}

function dependency(app: App, from: string, to: string): void {
  const producer = stackIn(app, to);
  stackIn(app, from).addDependency(producer);
}

function policies(app: App, count: number): void {
  const stack = stackIn(app, "dev-network");
  for (let index = 0; index < count; index++)
    new IamRolePolicy(stack, `p${index}`, { role: "r", policy: "{}" });
}

const cases: readonly TreeCases[] = [
  imageCases,
  loginCases,
  {
    rule: "unique-addresses",
    fails: [
      {
        what: "two ids that cdktf makes one, because it drops the full stop",
        build: (app) => {
          const stack = stackIn(app, "dev-network");
          new Vpc(stack, "ab").overrideLogicalId("ab");
          new Vpc(stack, "a.b").overrideLogicalId("ab");
        },
        says: "are both aws_vpc.ab",
      },
      {
        what: "two stacks of one name",
        build: (app) => {
          stackIn(app, "dev-network");
          const nested = new TerraformStack(app, "outer");
          new TerraformStack(nested, "dev-network");
        },
        says: "has the same name",
      },
    ],
    passes: [
      {
        what: "one id for two types",
        build: (app) => {
          const stack = stackIn(app, "dev-network");
          new Vpc(stack, "main").overrideLogicalId("main");
          new S3Bucket(stack, "bucket").overrideLogicalId("main");
        },
      },
    ],
  },
  {
    rule: "required-tags",
    fails: [
      {
        what: "a provider without default tags",
        build: (app) => stackIn(app, "dev-network", { defaultTags: undefined }),
        says: "lack owner, environment, stack, cost",
      },
      {
        what: "a provider without a cost tag",
        build: (app) => stackIn(app, "dev-network", { defaultTags: [{ tags: { ...tags, cost: "" } }] }),
        says: "lack cost",
      },
      {
        what: "a resource without its address",
        build: (app) => vpcWithTags(app, { address: "elsewhere" }),
        says: 'Its tag address is "elsewhere"',
      },
      {
        what: "a resource that names another owner than its stack",
        build: (app) => vpcWithTags(app, { owner: "trading" }),
        says: "It states owner itself",
      },
    ],
    passes: [
      { what: "a resource with its address and a name", build: (app) => vpcWithTags(app, { Name: "main" }) },
      { what: "a type that takes no tags", build: (app) => policies(app, 1) },
    ],
  },
  {
    rule: "stateful-survives",
    fails: [
      {
        what: "a bucket in a disposable stack",
        build: (app) => new S3Bucket(stackIn(app, "dev-network"), "ticks"),
        says: "loses the objects in the bucket",
      },
      {
        what: "a public zone in a disposable stack",
        build: (app) => new Route53Zone(stackIn(app, "dev-network"), "zone", { name: "example.com" }),
        says: "loses the name servers that the parent of the zone delegates to",
      },
    ],
    passes: [
      {
        what: "a private zone in a disposable stack, which nobody delegates to",
        build: (app) =>
          new Route53Zone(stackIn(app, "dev-network"), "zone", {
            name: "example.com",
            vpc: [{ vpcId: "vpc-1" }],
          }),
      },
      {
        what: "a bucket in a keep stack",
        build: (app) => new S3Bucket(stackIn(app, "keep-dev-data"), "ticks"),
      },
      {
        what: "a bucket of the account",
        build: (app) => new S3Bucket(stackIn(app, "bootstrap-main"), "state"),
      },
      { what: "a VPC in a disposable stack", build: (app) => new Vpc(stackIn(app, "dev-network"), "main") },
    ],
  },
  {
    rule: "stateful-prevent-destroy",
    fails: [
      {
        what: "a key of a keep stack that may be destroyed",
        build: (app) => new KmsKey(stackIn(app, "keep-dev-keys"), "data"),
        says: "lifecycle.prevent_destroy is not set",
      },
    ],
    passes: [
      {
        what: "a key that may not",
        build: (app) =>
          new KmsKey(stackIn(app, "keep-dev-keys"), "data", { lifecycle: { preventDestroy: true } }),
      },
    ],
  },
  {
    rule: "no-force-destroy",
    fails: [
      {
        what: "a bucket of a keep stack that is emptied first",
        build: (app) => new S3Bucket(stackIn(app, "keep-dev-data"), "ticks", { forceDestroy: true }),
        says: "together with its contents",
      },
    ],
    passes: [
      {
        what: "a bucket that is not",
        build: (app) => new S3Bucket(stackIn(app, "keep-dev-data"), "ticks", { forceDestroy: false }),
      },
    ],
  },
  {
    rule: "lifetime-dependencies",
    fails: [
      {
        what: "a keep stack that needs a disposable one",
        build: (app) => dependency(app, "keep-dev-data", "dev-network"),
        says: "It is keep and depends on dev-network, which is disposable",
      },
      {
        what: "the account's stack needing a keep stack",
        build: (app) => dependency(app, "bootstrap-main", "keep-dev-keys"),
        says: "It is account and depends on keep-dev-keys, which is keep",
      },
    ],
    passes: [
      {
        what: "a disposable stack that needs keys",
        build: (app) => dependency(app, "dev-network", "keep-dev-keys"),
      },
    ],
  },
  {
    rule: "stack-size",
    fails: [{ what: "150 resources", build: (app) => policies(app, 150), says: "It has 150 resources" }],
    passes: [{ what: "149 resources", build: (app) => policies(app, 149) }],
  },
  {
    rule: "reviewable-resources",
    fails: [
      {
        what: "a chart",
        build: (app) => generic(app, "helm_release"),
        says: "Declare the objects themselves",
      },
      {
        what: "a provisioner",
        build: (app) => {
          generic(app, "terraform_data").provisioners = [{ type: "local-exec", command: "true" }];
        },
        says: "It runs a provisioner",
      },
    ],
    passes: [{ what: "typed resources", build: (app) => vpcWithTags(app, {}) }],
  },
  {
    rule: "no-secrets-in-state",
    fails: [
      {
        what: "an access key",
        build: (app) => new IamAccessKey(stackIn(app, "dev-network"), "ci", { user: "ci" }),
        says: "Use a role",
      },
    ],
    passes: [{ what: "no such type", build: (app) => vpcWithTags(app, {}) }],
  },
  {
    rule: "provider-account-guard",
    fails: [
      {
        what: "a provider for any account",
        build: (app) => stackIn(app, "dev-network", { allowedAccountIds: undefined }),
        says: "allowed_account_ids has 0 entries",
      },
      {
        what: "a provider with credentials",
        build: (app) => stackIn(app, "dev-network", { accessKey: "planted", secretKey: "planted" }),
        says: "It holds an access key",
      },
    ],
    passes: [{ what: "a provider for one account", build: (app) => stackIn(app, "dev-network") }],
  },
];

describe.each(cases)("the rule $rule", ({ rule, fails, passes }) => {
  function findings(build: Build): ReturnType<typeof checkConstructs> {
    const app = Testing.app();
    build(app);
    return checkConstructs(app).filter((finding) => finding.rule === rule);
  }

  test.each(fails)("reports $what", ({ build, says }) => {
    const found = findings(build);
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toContain(says);
    expect(found[0]?.severity).toBe(constructTreeRules.find(({ id }) => id === rule)?.severity);
  });

  test.each(passes)("lets pass: $what", ({ build }) => {
    expect(findings(build)).toEqual([]);
  });
});

test("each construct-tree rule has a case that fails and one that passes", () => {
  const complete = cases.filter(({ fails, passes }) => fails.length > 0 && passes.length > 0);
  expect(complete.map(({ rule }) => rule).sort()).toEqual(constructTreeRules.map(({ id }) => id).sort());
});

test("a finding names the stack and the Terraform address of the resource", () => {
  const app = Testing.app();
  const bucket = new S3Bucket(stackIn(app, "dev-network"), "ticks");
  const finding = checkConstructs(app).find(({ rule }) => rule === "stateful-survives");
  expect(finding).toMatchObject({
    stack: "dev-network",
    address: `aws_s3_bucket.${bucket.friendlyUniqueId}`,
  });
});
