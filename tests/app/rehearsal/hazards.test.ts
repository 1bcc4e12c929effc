import * as fs from "node:fs";
import * as path from "node:path";
import { hazards } from "../../../app/rehearsal/hazards/all";
import { renderHazards } from "../../../app/rehearsal/hazards/document";
import { archiveKept } from "../../../app/rehearsal/hazards/objects-locked";
import { orderOfAddons } from "../../../app/rehearsal/hazards/addon-order";
import { rolesInPolicies } from "../../../app/rehearsal/hazards/principal-gone";
import { Scene } from "../../../app/rehearsal/scene";
import { metWith } from "../../../app/rehearsal/steps/expect";
import { repositoryRoot } from "../../../app/repository";
import type { Cloud } from "../../../app/simulator/cloud/cloud";
import { Disturbance } from "../../../app/simulator/state-endpoint/disturbance";
import { AwsAccount, policy, refusal, trust } from "../simulator/aws/aws-account";

describe("hazards", () => {
  it("have a file each, a name of their own, an error code and whole sentences with a source", () => {
    const folder = path.join(repositoryRoot, "app", "rehearsal", "hazards");
    const files = new Set(fs.readdirSync(folder).map((file) => path.basename(file, ".ts")));
    expect(hazards.map(({ name }) => name)).toEqual([...new Set(hazards.map(({ name }) => name))].sort());
    for (const { name, errorCode, happens, rehearsed, survived, source } of hazards) {
      expect([...files]).toContain(name);
      expect(errorCode).toMatch(/^[A-Z][A-Za-z.]+$/);
      for (const sentence of [happens, rehearsed, survived]) expect(sentence).toMatch(/^[A-Z`].*[^.]\.$/);
      expect(source).toMatch(/^https:\/\/\S+$/);
    }
  });

  it("are in docs/hazards.md; else run `node app/run.cjs app/rehearsal/hazards/write-documentation.ts`", () => {
    const page = fs.readFileSync(path.join(repositoryRoot, "docs", "hazards.md"), "utf8");
    expect(renderHazards(page)).toBe(page);
    expect(() => renderHazards("# Hazards")).toThrow("has no part between");
  });

  it("each expect something that can fail: an error, a refusal, or a look at the cloud", () => {
    const expecting = new Set(["expect", "expect-failure", "expect-guardrail", "expect-refusal"]);
    for (const { name, steps } of hazards) {
      expect([name, steps.some(({ step }) => expecting.has(step))]).toEqual([name, true]);
    }
  });
});

/** A scene without stacks: what a step sees of a cloud. */
function sceneOf(cloud: Cloud): Scene {
  return new Scene("dev", [], { cloud, disturbance: new Disturbance() });
}

describe("a hazard that was not met", () => {
  it("fails its scenario, and one from before the scenario does not count", () => {
    const aws = new AwsAccount();
    const meet = () =>
      refusal(() => aws.create("aws_subnet", { vpc_id: "vpc-0", cidr_block: "10.0.0.0/24" }));
    meet();
    const scene = sceneOf(aws.cloud);
    expect(metWith("InvalidVpcID.NotFound")(scene).wrong).toEqual([
      "No call was answered with InvalidVpcID.NotFound, so nothing was shown about it.",
    ]);
    meet();
    expect(metWith("InvalidVpcID.NotFound")(scene)).toEqual({
      sentence: "1 calls were answered with InvalidVpcID.NotFound: The vpc ID 'vpc-0' does not exist",
      wrong: [],
    });
  });
});

describe("late flow log records", () => {
  /** A network's flow log whose role may do these things; then all of it is destroyed, the log group last. */
  function destroyed(...actions: string[]): AwsAccount {
    const aws = new AwsAccount();
    const vpc = aws.create("aws_vpc", { cidr_block: "10.0.0.0/16" });
    const group = aws.create("aws_cloudwatch_log_group", { name: "flows", retention_in_days: 14 });
    const role = aws.create("aws_iam_role", {
      name: "flows",
      assume_role_policy: trust("vpc-flow-logs.amazonaws.com"),
    });
    const rights = aws.create("aws_iam_role_policy", {
      name: "deliver",
      role: "flows",
      policy: policy({ Effect: "Allow", Action: actions, Resource: "*" }),
    });
    aws.settle();
    const flowLog = aws.create("aws_flow_log", {
      vpc_id: vpc.id,
      traffic_type: "ALL",
      iam_role_arn: role.attributes["arn"] ?? null,
      log_destination: group.attributes["arn"] ?? null,
    });
    for (const object of [flowLog, rights, role, group]) aws.delete(object);
    return aws;
  }

  const create = (aws: AwsAccount) =>
    refusal(() => aws.create("aws_cloudwatch_log_group", { name: "flows", retention_in_days: 14 }));

  it("bring the log group back when the role may create it, and the next creation fails", () => {
    const aws = destroyed("logs:*");
    expect(aws.cloud.list("aws_cloudwatch_log_group", { provider: "aws", ...aws })).toEqual([
      expect.objectContaining({ id: "flows", attributes: expect.objectContaining({ retention_in_days: 0 }) }),
    ]);
    expect(create(aws)).toBe("ResourceAlreadyExistsException: The specified log group already exists");
  });

  it("are turned away when it may not, which is in the log of events", () => {
    const aws = destroyed("logs:CreateLogStream", "logs:PutLogEvents");
    expect(aws.cloud.events.all.flatMap(({ error }) => error?.code ?? [])).toEqual(["AccessDeniedException"]);
    expect(create(aws)).toBeUndefined();
  });

  it("come from those that deliver to this group alone, and not for ever", () => {
    const aws = new AwsAccount();
    aws.delete(aws.create("aws_cloudwatch_log_group", { name: "other" }));
    expect(aws.cloud.events.all.filter(({ error }) => error)).toEqual([]);
    const later = destroyed("logs:*");
    const [reborn] = later.cloud.list("aws_cloudwatch_log_group", { provider: "aws", ...later });
    later.cloud.clock.advanceSeconds(3600);
    if (reborn) later.delete(reborn);
    expect(create(later)).toBeUndefined();
  });
});

describe("interfaces of a deleted endpoint", () => {
  function deleted(staySeconds?: number) {
    const aws = new AwsAccount();
    if (staySeconds !== undefined) aws.cloud.remains.setSeconds("aws_vpc_endpoint", staySeconds);
    const vpc = aws.create("aws_vpc", {
      cidr_block: "10.0.0.0/16",
      enable_dns_support: true,
      enable_dns_hostnames: true,
    });
    const subnet = aws.create("aws_subnet", { vpc_id: vpc.id, cidr_block: "10.0.0.0/24" });
    const group = aws.create("aws_security_group", { name: "endpoints", vpc_id: vpc.id });
    const endpoint = aws.create("aws_vpc_endpoint", {
      vpc_id: vpc.id,
      service_name: "com.amazonaws.eu-west-1.ssm",
      vpc_endpoint_type: "Interface",
      subnet_ids: [subnet.id],
      security_group_ids: [group.id],
    });
    aws.delete(endpoint);
    return { aws, vpc, subnet, group };
  }

  it("hold its subnets, its security groups and the VPC until they are gone", () => {
    const { aws, vpc, subnet, group } = deleted(600);
    expect(refusal(() => aws.delete(subnet))).toMatch(/^DependencyViolation: The subnet /);
    expect(refusal(() => aws.delete(group))).toMatch(/^DependencyViolation: resource sg-/);
    aws.cloud.clock.advanceSeconds(601);
    aws.delete(subnet);
    aws.delete(group);
    aws.delete(vpc);
    expect(aws.cloud.snapshot()).toEqual([]);
  });

  it("stay only where a scenario says so", () => {
    const { aws, subnet } = deleted();
    expect(refusal(() => aws.delete(subnet))).toBeUndefined();
  });
});

describe("the order of a cluster's add-ons", () => {
  const event = (type: string, id: string) => ({
    atMs: 0,
    operation: "create" as const,
    type,
    id,
    scope: "",
  });
  const group = event("aws_eks_node_group", "main:system");
  const addon = (name: string) => event("aws_eks_addon", `main:${name}`);

  it("is right when the nodes come between what they need and what needs them", () => {
    const events = [addon("vpc-cni"), addon("kube-proxy"), group, addon("coredns")];
    expect(orderOfAddons({ events })).toEqual({
      sentence: "The first node group: vpc-cni before, kube-proxy before, coredns after",
      wrong: [],
    });
  });

  it("is wrong otherwise, and when there was nothing to look at", () => {
    expect(orderOfAddons({ events: [addon("coredns"), group, addon("vpc-cni")] }).wrong).toEqual([
      "The add-on coredns came before the first node group.",
      "The add-on vpc-cni came after the first node group.",
    ]);
    expect(orderOfAddons({ events: [] }).wrong).toEqual([
      "No node group was created.",
      "No add-on was created.",
    ]);
  });
});

describe("policies of survivors", () => {
  it("that name a role which is gone are found", () => {
    const aws = new AwsAccount();
    const role = aws.create("aws_iam_role", {
      name: "reader",
      assume_role_policy: trust("ec2.amazonaws.com"),
    });
    const arn = String(role.attributes["arn"]);
    const root = {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${aws.account}:root` },
      Action: "kms:*",
      Resource: "*",
    };
    const reader = { Effect: "Allow", Principal: { AWS: arn }, Action: "kms:Decrypt", Resource: "*" };
    const key = aws.settle().create("aws_kms_key", { policy: policy(root, reader) });
    expect(rolesInPolicies(new AwsAccount()).wrong).toEqual(["There was no policy to read."]);
    expect(rolesInPolicies(aws).wrong).toEqual([]);
    aws.delete(role);
    expect(rolesInPolicies(aws).wrong).toEqual([
      `The policy of aws_kms_key ${key.id} names ${arn}, which does not exist.`,
    ]);
    expect(refusal(() => aws.update(key, { policy: policy(reader, root) }))).toMatch(
      /^MalformedPolicyDocumentException/,
    );
  });
});

describe("an archive", () => {
  function archived(object_lock_enabled: boolean): Scene {
    const aws = new AwsAccount();
    const bucket = "drydock-dev-compliance-111111111111";
    aws.create("aws_s3_bucket", { bucket, object_lock_enabled });
    aws.cloud.objectStore.enableVersioning(bucket);
    if (object_lock_enabled) {
      const rule = [{ default_retention: [{ mode: "GOVERNANCE", days: 1 }] }];
      aws.create("aws_s3_bucket_object_lock_configuration", { bucket, rule });
    }
    aws.cloud.objectStore.put(bucket, "trades/2026-01-31.json", Buffer.from("{}"));
    return sceneOf(aws.cloud);
  }

  it("that is locked refuses the deletion of its records and of itself", () => {
    expect(archiveKept(archived(true))).toEqual({
      sentence:
        "The deletion of the record was answered with AccessDenied: Access Denied because object protected by " +
        "object lock. The deletion of the bucket was answered with BucketNotEmpty: The bucket you tried to delete " +
        "is not empty.",
      wrong: [],
    });
  });

  it("that is not locked is gone, which fails the scenario", () => {
    expect(archiveKept(archived(false)).wrong).toEqual([
      "The deletion of the record went through, and AccessDenied should have stopped it.",
      "The deletion of the bucket went through, and BucketNotEmpty should have stopped it.",
    ]);
  });
});
