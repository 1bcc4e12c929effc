import { importRuleOf, importRules } from "../../../app/adoption/import-ids/table";

const place = { partition: "aws", account: "111111111111" };
const role = "arn:aws:iam::111111111111:role/node";

/** Ids as the provider's documentation shows them, section "Import" of each type's page. */
it.each<[type: string, values: Record<string, unknown>, id: string]>([
  [
    "aws_autoscaling_group_tag",
    { autoscaling_group_name: "asg-example", tag: [{ key: "k8s.io/cluster-autoscaler/enabled" }] },
    "asg-example,k8s.io/cluster-autoscaler/enabled",
  ],
  ["aws_cloudwatch_log_group", { name: "drydock-dev-flow-logs" }, "drydock-dev-flow-logs"],
  ["aws_ecr_lifecycle_policy", { repository: "drydock-dev/node" }, "drydock-dev/node"],
  ["aws_ecr_repository", { name: "drydock-dev/node" }, "drydock-dev/node"],
  ["aws_ecr_repository_policy", { repository: "drydock-dev/node" }, "drydock-dev/node"],
  ["aws_eks_access_entry", { cluster_name: "c", principal_arn: role }, `c:${role}`],
  [
    "aws_eks_access_policy_association",
    { cluster_name: "c", principal_arn: role, policy_arn: "arn:aws:eks::aws:cluster-access-policy/P" },
    `c#${role}#arn:aws:eks::aws:cluster-access-policy/P`,
  ],
  ["aws_eks_addon", { cluster_name: "c", addon_name: "vpc-cni" }, "c:vpc-cni"],
  ["aws_eks_cluster", { name: "c" }, "c"],
  ["aws_eks_node_group", { cluster_name: "c", node_group_name: "system" }, "c:system"],
  ["aws_iam_instance_profile", { name: "tunnel" }, "tunnel"],
  [
    "aws_iam_openid_connect_provider",
    { url: "https://token.actions.githubusercontent.com" },
    "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com",
  ],
  ["aws_iam_policy", { name: "boundary" }, "arn:aws:iam::111111111111:policy/boundary"],
  ["aws_iam_policy", { name: "b", path: "/ci/" }, "arn:aws:iam::111111111111:policy/ci/b"],
  ["aws_iam_role", { name: "node" }, "node"],
  ["aws_iam_role_policy", { role: "node", name: "permissions" }, "node:permissions"],
  [
    "aws_iam_role_policy_attachment",
    { role: "node", policy_arn: "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy" },
    "node/arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
  ],
  ["aws_kms_alias", { name: "alias/data" }, "alias/data"],
  ["aws_route", { route_table_id: "rtb-1", destination_cidr_block: "10.0.0.0/8" }, "rtb-1_10.0.0.0/8"],
  ["aws_route", { route_table_id: "rtb-1", destination_ipv6_cidr_block: "::/0" }, "rtb-1_::/0"],
  ["aws_route", { route_table_id: "rtb-1", destination_prefix_list_id: "pl-1" }, "rtb-1_pl-1"],
  ["aws_route_table_association", { subnet_id: "subnet-1", route_table_id: "rtb-1" }, "subnet-1/rtb-1"],
  ["aws_route_table_association", { gateway_id: "igw-1", route_table_id: "rtb-1" }, "igw-1/rtb-1"],
  ["aws_route53_record", { zone_id: "Z1", name: "dev.example.com", type: "NS" }, "Z1_dev.example.com_NS"],
  [
    "aws_route53_record",
    { zone_id: "Z1", name: "api.example.com", type: "A", set_identifier: "blue" },
    "Z1_api.example.com_A_blue",
  ],
  ["aws_s3_bucket", { bucket: "ticks-111111111111" }, "ticks-111111111111"],
  ["aws_s3_bucket_policy", { bucket: "ticks-111111111111" }, "ticks-111111111111"],
])("%s is imported by its values as %j -> %s", (type, values, id) => {
  expect(importRuleOf(type)?.fromValues?.(values, place)).toBe(id);
});

it.each<[type: string, resource: string, id: string]>([
  ["aws_vpc", "ec2:eu-west-1:111111111111:vpc/vpc-1", "vpc-1"],
  ["aws_eip", "ec2:eu-west-1:111111111111:elastic-ip/eipalloc-1", "eipalloc-1"],
  ["aws_flow_log", "ec2:eu-west-1:111111111111:vpc-flow-log/fl-1", "fl-1"],
  ["aws_nat_gateway", "ec2:eu-west-1:111111111111:natgateway/nat-1", "nat-1"],
  ["aws_vpc_security_group_ingress_rule", "ec2:eu-west-1:111111111111:security-group-rule/sgr-1", "sgr-1"],
  ["aws_launch_template", "ec2:eu-west-1:111111111111:launch-template/lt-1", "lt-1"],
  ["aws_ec2_capacity_reservation", "ec2:eu-west-1:111111111111:capacity-reservation/cr-1", "cr-1"],
  [
    "aws_kms_key",
    "kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    "1234abcd-12ab-34cd-56ef-1234567890ab",
  ],
  [
    "aws_cloudwatch_log_group",
    "logs:eu-west-1:111111111111:log-group:/aws/eks/c/cluster",
    "/aws/eks/c/cluster",
  ],
  ["aws_cloudwatch_log_group", "logs:eu-west-1:111111111111:log-group:flow:*", "flow"],
  ["aws_s3_bucket", "s3:::ticks-111111111111", "ticks-111111111111"],
  ["aws_ecr_repository", "ecr:eu-west-1:111111111111:repository/drydock-dev/node", "drydock-dev/node"],
  ["aws_eks_cluster", "eks:eu-west-1:111111111111:cluster/c", "c"],
  ["aws_eks_node_group", "eks:eu-west-1:111111111111:nodegroup/c/system/1a2b", "c:system"],
  ["aws_eks_addon", "eks:eu-west-1:111111111111:addon/c/vpc-cni/1a2b", "c:vpc-cni"],
  [
    "aws_eks_pod_identity_association",
    "eks:eu-west-1:111111111111:podidentityassociation/c/a-12345678",
    "c,a-12345678",
  ],
  ["aws_iam_instance_profile", "iam::111111111111:instance-profile/tunnel", "tunnel"],
  ["aws_iam_policy", "iam::111111111111:policy/boundary", "arn:aws:iam::111111111111:policy/boundary"],
  ["aws_route53_zone", "route53:::hostedzone/Z1", "Z1"],
  [
    "aws_acm_certificate",
    "acm:eu-west-1:111111111111:certificate/1234abcd",
    "arn:aws:acm:eu-west-1:111111111111:certificate/1234abcd",
  ],
])("%s is imported by its ARN …%s as %s", (type, resource, id) => {
  expect(importRuleOf(type)?.fromArn?.(`arn:aws:${resource}`)).toBe(id);
});

it("as long as a value is unknown there is no id", () => {
  for (const [type, { fromValues }] of Object.entries(importRules)) {
    expect([type, fromValues?.({}, place)]).toEqual([type, undefined]);
  }
});

it("an ARN of another kind gives no id", () => {
  const arn = "arn:aws:sns:eu-west-1:111111111111:topic";
  for (const type of ["aws_eks_addon", "aws_eks_pod_identity_association", "aws_s3_bucket", "aws_vpc"]) {
    expect([type, importRuleOf(type)?.fromArn?.(arn)]).toEqual([type, undefined]);
  }
});

it("a type that nobody has added has no rule", () => {
  expect(importRuleOf("aws_sns_topic")).toBeUndefined();
  expect(importRuleOf("constructor")).toBeUndefined();
});
