import { deployPermissions } from "../../../constructs/account/deploy-permissions";
import { DeployRole, type DeployRoleProps } from "../../../constructs/account/deploy-role";
import { OidcProvider } from "../../../constructs/account/oidc-provider";
import { PermissionsBoundary } from "../../../constructs/account/permissions-boundary";
import type { DeployScope } from "../../../constructs/account/permissions/scope";
import { placementOf } from "../../../constructs/estate/placement";
import { policyDocument } from "../../../constructs/iam/policy-document";
import { all, configurationWith, only, statementsOf, type PlainStack } from "../configuration";

const placement = placementOf("111111111111", "eu-west-1");
const boundaryArn = "arn:aws:iam::111111111111:policy/drydock-sandbox-boundary";
const roleArn = "arn:aws:iam::111111111111:role/drydock-dev-deploy";

const scope: DeployScope = {
  placement,
  environment: "dev",
  namePrefix: "drydock-dev-",
  repositoryPrefix: "drydock-dev",
  dnsZone: "dev.trading.example.com",
  state: {
    bucket: "drydock-state",
    keyArn: "arn:kms:state",
    writableKeys: ["dev-*", "keep-dev-*"],
    readableKeys: ["bootstrap-sandbox/terraform.tfstate"],
  },
  deployRoleArn: roleArn,
  permissionsBoundaryArn: boundaryArn,
};

/** Whether a pattern of IAM, with "*" for any characters, covers an action or ARN. */
function matches(pattern: string, value: string): boolean {
  return new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(value);
}

function trustOf(props: Partial<DeployRoleProps>, withOidc = false) {
  const configuration = configurationWith((stack: PlainStack) => {
    const oidc = withOidc && {
      provider: new OidcProvider(stack, "oidc", {
        issuerUrl: "https://token.actions.githubusercontent.com",
        audiences: ["sts.amazonaws.com"],
      }),
      audience: "sts.amazonaws.com",
      subjects: ["repo:example/drydock:environment:dev"],
    };
    new DeployRole(stack, "deploy-dev", {
      placement,
      name: "drydock-dev-deploy",
      environment: "dev",
      operators: [],
      oidc: oidc || undefined,
      permissionsBoundaryArn: boundaryArn,
      permissions: {},
      ...props,
    });
  });
  return statementsOf(only(configuration, "aws_iam_role").assume_role_policy);
}

describe("who may take the deploy role", () => {
  it("CI may, with a token of the right audience and subject", () => {
    expect(trustOf({}, true).Ci).toEqual({
      Sid: "Ci",
      Effect: "Allow",
      Action: ["sts:AssumeRoleWithWebIdentity"],
      Principal: { Federated: ["${aws_iam_openid_connect_provider.oidc.arn}"] },
      Condition: {
        StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
        StringLike: { "token.actions.githubusercontent.com:sub": ["repo:example/drydock:environment:dev"] },
      },
    });
  });

  it("the role itself may, for CI holds it when Terraform assumes it", () => {
    expect(trustOf({}).Itself).toMatchObject({
      Principal: { AWS: ["arn:aws:iam::111111111111:root"] },
      Condition: { ArnEquals: { "aws:PrincipalArn": roleArn } },
    });
  });

  it("named operators may: users with a second factor, roles as their own trust asks", () => {
    const user = "arn:aws:iam::111111111111:user/ada";
    const role = "arn:aws:iam::111111111111:role/platform-engineer";
    const trust = trustOf({ operators: [role, user] });
    expect(trust.OperatorUsers).toMatchObject({
      Principal: { AWS: [user] },
      Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
    });
    expect(trust.OperatorRoles).toMatchObject({ Principal: { AWS: [role] } });
  });

  it("nobody else may", () => {
    expect(Object.keys(trustOf({}))).toEqual(["Itself"]);
  });
});

describe("what the deploy role may do", () => {
  const policies = deployPermissions(scope);
  const statements = Object.values(policies).flat();

  it.each(Object.entries(policies))("fits into a managed policy: %s", (_part, part) => {
    // IAM counts characters without white space. Source: IAM user guide, "IAM and AWS STS quotas".
    expect(policyDocument(part).length).toBeLessThan(6144);
  });

  it("never takes a whole service", () => {
    for (const { actions, sid } of statements) {
      for (const action of actions)
        expect([sid, action]).not.toEqual([sid, expect.stringMatching(/^\*|:\*$/)]);
    }
  });

  it("creates roles only under the boundary, and hands them only to services that need them", () => {
    const bySid = new Map(policies.roles?.map((statement) => [statement.sid, statement]));
    expect(bySid.get("WithBoundaryOnly")).toMatchObject({
      resources: ["arn:aws:iam::111111111111:role/drydock-dev-*"],
      conditions: { StringEquals: { "iam:PermissionsBoundary": boundaryArn } },
    });
    expect(bySid.get("HandToServices")?.conditions).toEqual({
      StringEquals: {
        "iam:PassedToService": [
          "ec2.amazonaws.com",
          "eks.amazonaws.com",
          "pods.eks.amazonaws.com",
          "vpc-flow-logs.amazonaws.com",
        ],
      },
    });
  });

  it("assumes itself, as its trust leaves to its own policy", () => {
    expect(policies.roles?.find(({ sid }) => sid === "TakeItself")).toMatchObject({
      actions: ["sts:AssumeRole"],
      resources: [roleArn],
    });
  });

  it("writes the states of its environment, reads the account's, and deletes nothing but lock files", () => {
    const bySid = new Map(policies.state?.map((statement) => [statement.sid, statement]));
    expect(bySid.get("Write")?.resources).toEqual([
      "arn:aws:s3:::drydock-state/dev-*",
      "arn:aws:s3:::drydock-state/keep-dev-*",
    ]);
    expect(bySid.get("Read")?.resources).toContain(
      "arn:aws:s3:::drydock-state/bootstrap-sandbox/terraform.tfstate",
    );
    expect(bySid.get("Unlock")?.resources).toEqual([
      "arn:aws:s3:::drydock-state/dev-*.tflock",
      "arn:aws:s3:::drydock-state/keep-dev-*.tflock",
    ]);
  });

  it("makes and changes buckets of its environment, and neither reads nor deletes what lies in them", () => {
    const { storage = [] } = policies;
    for (const { resources } of storage)
      expect(resources).toEqual(["arn:aws:s3:::drydock-dev-*-111111111111"]);
    const actions = storage.flatMap((statement) => statement.actions);
    expect(actions).toEqual(
      expect.arrayContaining(["s3:CreateBucket", "s3:PutBucketObjectLockConfiguration"]),
    );
    expect(actions.filter((action) => /Object(?!LockConfiguration)|Bypass/.test(action))).toEqual([]);
  });

  it("cannot take over what another environment or the account owns by giving it its own tag", () => {
    const tagging = Object.values(policies).flatMap((part) => part.filter(({ sid }) => sid === "TagNew"));
    expect(tagging.map(({ actions }) => actions)).toEqual([
      ["kms:TagResource"],
      ["ec2:CreateTags"],
      ["acm:AddTagsToCertificate"],
    ]);
    for (const { conditions } of tagging) {
      expect(conditions).toEqual({
        StringEquals: { "aws:RequestTag/environment": "dev" },
        StringEqualsIfExists: { "aws:ResourceTag/environment": "dev" },
      });
    }
  });

  it("builds nothing into another environment's network and changes no rule of its security groups", () => {
    const bySid = new Map(policies.network?.map((statement) => [statement.sid, statement]));
    for (const sid of ["Create", "FreeAddresses", "SecurityGroupRules"]) {
      expect(bySid.get(sid)?.conditions).toMatchObject({
        StringEqualsIfExists: { "aws:ResourceTag/environment": "dev" },
      });
    }
    expect(bySid.get("ChangeOwn")?.actions).toContain("ec2:CreateRoute");
  });

  it("makes clusters under its environment's tag, and works on those that bear its environment's name", () => {
    const bySid = new Map(policies.cluster?.map((statement) => [statement.sid, statement]));
    expect(bySid.get("Create")?.conditions).toEqual({
      StringEquals: { "aws:RequestTag/environment": "dev", "aws:RequestedRegion": "eu-west-1" },
    });
    for (const resource of bySid.get("Clusters")?.resources ?? []) {
      expect(resource).toMatch(/^arn:aws:eks:eu-west-1:111111111111:[a-z-]+\/drydock-dev-\*$/);
    }
  });

  it("tags Auto Scaling groups of its clusters for the autoscaler, and does nothing else to them", () => {
    const scaling = policies.cluster?.filter(({ actions }) =>
      actions.some((one) => one.startsWith("autoscaling:")),
    );
    const changes = scaling?.filter(({ actions }) => actions.some((action) => !action.includes(":Describe")));
    expect(changes?.map(({ sid }) => sid)).toEqual(["TagForAutoscaler"]);
    expect(changes?.[0]?.conditions).toEqual({
      StringLike: { "aws:ResourceTag/eks:cluster-name": "drydock-dev-*" },
      "ForAllValues:StringLike": { "aws:TagKeys": "k8s.io/cluster-autoscaler/node-template/*" },
    });
  });

  it("may let a private endpoint bring its private names into the VPC", () => {
    expect(policies.network?.flatMap(({ actions }) => actions)).toContain(
      "route53:AssociateVPCWithHostedZone",
    );
  });

  it("changes only records of its own zone, and has certificates made only for its names", () => {
    const bySid = new Map(policies.edge?.map((statement) => [statement.sid, statement]));
    const own = ["dev.trading.example.com", "*.dev.trading.example.com"];
    expect(bySid.get("OwnRecords")).toMatchObject({
      actions: ["route53:ChangeResourceRecordSets"],
      conditions: {
        "ForAllValues:StringLike": { "route53:ChangeResourceRecordSetsNormalizedRecordNames": own },
        Null: { "route53:ChangeResourceRecordSetsNormalizedRecordNames": "false" },
      },
    });
    expect(bySid.get("RequestCertificates")?.conditions).toEqual({
      StringEquals: { "aws:RequestTag/environment": "dev", "acm:ValidationMethod": "DNS" },
      "ForAllValues:StringLike": { "acm:DomainNames": own },
      Null: { "acm:DomainNames": "false" },
    });
  });

  it("gives zones to networks of its region only, and no private key of a certificate to anybody", () => {
    const bySid = new Map(policies.edge?.map((statement) => [statement.sid, statement]));
    expect(bySid.get("NetworksOfZones")?.conditions).toEqual({
      StringLike: { "route53:VPCs": "VPCId=vpc-*,VPCRegion=eu-west-1" },
    });
    expect(bySid.get("CreateZones")?.conditions).toEqual({
      StringLikeIfExists: { "route53:VPCs": "VPCId=vpc-*,VPCRegion=eu-west-1" },
    });
    expect(statements.flatMap(({ actions }) => actions)).not.toContain("acm:ExportCertificate");
  });

  it("makes the log groups of its clusters, which AWS authorizes with the streams behind the name", () => {
    const group = "arn:aws:logs:eu-west-1:111111111111:log-group:/aws/eks/drydock-dev-main/cluster";
    const managed = policies.logs?.find(({ actions }) => actions.includes("logs:CreateLogGroup"));
    for (const asked of [group, `${group}:log-stream:`])
      expect(managed?.resources?.filter((pattern) => matches(pattern, asked))).toHaveLength(1);
    const ofAnother = group.replace("dev-main", "staging-main");
    expect(managed?.resources?.filter((pattern) => matches(pattern, ofAnother))).toEqual([]);
  });

  it("finishes a key and its first repository before policies see the tag of the key, but not another's", () => {
    const early = [
      policies.keys?.find(({ actions }) => actions.includes("kms:EnableKeyRotation")),
      policies.keys?.find(({ sid }) => sid === "FinishNew"),
      policies.registry?.find(({ actions }) => actions.includes("kms:CreateGrant")),
    ];
    for (const statement of early) {
      expect(statement?.conditions).toMatchObject({
        StringEqualsIfExists: { "aws:ResourceTag/environment": "dev" },
      });
      expect(statement?.actions).not.toContain("kms:PutKeyPolicy");
    }
  });

  it("reads keys that lost their tag, so that they show as drift", () => {
    const reading = policies.keys?.find(({ actions }) => actions.includes("kms:DescribeKey"));
    expect(reading?.conditions).toBeUndefined();
  });

  it("is narrowed wherever it changes something on any resource", () => {
    const wide = statements.filter(({ resources, conditions, actions }) => {
      const changes = actions.some((action) => !/:(Describe|List|Get)/.test(action));
      return changes && resources?.includes("*") && conditions === undefined;
    });
    expect(wide).toEqual([]);
  });
});

describe("the permissions boundary", () => {
  const configuration = configurationWith((stack) => {
    new PermissionsBoundary(stack, "boundary", {
      placement,
      name: "drydock-sandbox-boundary",
      protectedRoleArns: [roleArn],
      protectedPolicyArns: ["arn:aws:iam::111111111111:policy/drydock-dev-deploy-*"],
      protectedBucketArns: ["arn:aws:s3:::drydock-state"],
      accountTag: "bootstrap-sandbox",
    });
  });
  const statements = statementsOf(all(configuration, "aws_iam_policy").boundary?.policy);

  it("leaves room for everything that the deploy role is granted", () => {
    const limits = Object.values(statements)
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap(({ Action }) => Action)
      .map((pattern) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`));
    const granted = Object.values(deployPermissions(scope)).flatMap((part) =>
      part.flatMap(({ actions }) => actions),
    );
    expect(granted.filter((action) => !limits.some((limit) => limit.test(action)))).toEqual([]);
  });

  it("lets no role be created without it", () => {
    expect(statements.BoundaryOnEveryRole).toMatchObject({
      Effect: "Deny",
      Action: ["iam:CreateRole", "iam:PutRolePermissionsBoundary"],
      Condition: { StringNotEquals: { "iam:PermissionsBoundary": boundaryArn } },
    });
  });

  it("cannot be taken off or rewritten", () => {
    expect(statements.BoundaryStays).toMatchObject({ Effect: "Deny", Resource: ["*"] });
    expect(statements.PoliciesStay).toMatchObject({
      Effect: "Deny",
      Resource: ["arn:aws:iam::111111111111:policy/drydock-dev-deploy-*", boundaryArn],
    });
  });

  it("keeps deploy roles from rewriting themselves", () => {
    expect(statements.DeployRolesStay).toMatchObject({ Effect: "Deny", Resource: [roleArn] });
    expect(statements.DeployRolesStay?.Action).toEqual(
      expect.arrayContaining(["iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"]),
    );
  });

  it("keeps the account's buckets and keys as they are, whatever role a deploy role creates", () => {
    expect(statements.BucketsStay).toMatchObject({
      Effect: "Deny",
      Resource: ["arn:aws:s3:::drydock-state", "arn:aws:s3:::drydock-state/*"],
    });
    expect(statements.BucketsStay?.Action).toEqual(
      expect.arrayContaining(["s3:DeleteBucket*", "s3:DeleteObjectVersion", "s3:PutBucket*"]),
    );
    expect(statements.KeysStay).toMatchObject({
      Effect: "Deny",
      Condition: { StringEquals: { "aws:ResourceTag/environment": "bootstrap-sandbox" } },
    });
    expect(statements.KeysStay?.Action).toContain("kms:ScheduleKeyDeletion");
  });

  it("leaves locked objects to the account's administrators", () => {
    expect(statements.LocksStay).toMatchObject({
      Effect: "Deny",
      Action: ["s3:BypassGovernanceRetention"],
      Resource: ["*"],
    });
  });

  it("denies deploy roles nothing of what they need for states", () => {
    const denied = Object.values(statements)
      .filter(({ Effect }) => Effect === "Deny")
      .flatMap(({ Action }) => Action)
      .map((pattern) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`));
    const needed = deployPermissions(scope).state?.flatMap(({ actions }) => actions) ?? [];
    expect(needed).toContain("s3:PutObject");
    expect(needed.filter((action) => denied.some((pattern) => pattern.test(action)))).toEqual([]);
  });

  it("fits into a managed policy", () => {
    expect(String(all(configuration, "aws_iam_policy").boundary?.policy).length).toBeLessThan(6144);
  });

  it("buys and moves no domain, and lets no private key out of ACM", () => {
    const allowed = Object.values(statements).filter(({ Effect }) => Effect === "Allow");
    const actions = allowed.flatMap(({ Action }) => Action).filter((action) => /^(acm|route53)/.test(action));
    expect(actions.length).toBeGreaterThan(0);
    for (const action of actions) expect(action).not.toMatch(/Export|Import|Domain|^route53domains|:\*$/);
  });

  it("makes and deletes no service-linked roles, which would stand outside of it", () => {
    const allowed = Object.values(statements).filter(({ Effect }) => Effect === "Allow");
    const actions = allowed.flatMap(({ Action }) => Action).filter((action) => action.startsWith("iam:"));
    for (const wanted of ["iam:CreateServiceLinkedRole", "iam:DeleteServiceLinkedRole"])
      expect(actions.filter((pattern) => matches(pattern, wanted))).toEqual([]);
  });

  it("knows no users, access keys or identity providers", () => {
    const allowed = Object.values(statements).filter(({ Effect }) => Effect === "Allow");
    const actions = allowed.flatMap(({ Action }) => Action).filter((action) => action.startsWith("iam:"));
    for (const action of actions) expect(action).not.toMatch(/User|AccessKey|Provider|^iam:\*$/);
  });
});
