import { refusal } from "../aws-account";
import { arnOf, ClusterAccount } from "./eks-fixture";

const ADMIN = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";

function withEntry() {
  const aws = ClusterAccount.withNetwork();
  const deployer = aws.role("deploy", "ec2.amazonaws.com", []);
  aws.settle();
  const principal_arn = arnOf(deployer);
  const enter = () => aws.create("aws_eks_access_entry", { cluster_name: "main", principal_arn });
  const associate = (policy_arn = ADMIN, principal = principal_arn) =>
    aws.create("aws_eks_access_policy_association", {
      cluster_name: "main",
      principal_arn: principal,
      policy_arn,
      access_scope: [{ type: "cluster", namespaces: null }],
    });
  return { aws, enter, associate, principal_arn };
}

describe("an access entry", () => {
  it("gives a role a name in the cluster", () => {
    const { enter, principal_arn } = withEntry();
    const { id, attributes } = enter();
    expect(id).toBe(`main:${principal_arn}`);
    expect(attributes).toMatchObject({
      type: "STANDARD",
      user_name: "arn:aws:sts::111111111111:assumed-role/deploy/{{SessionName}}",
      access_entry_arn: expect.stringMatching(
        /^arn:aws:eks:eu-west-1:111111111111:access-entry\/main\/role\/111111111111\/deploy\/[0-9a-f-]{36}$/,
      ),
    });
  });

  it("is one for a principal, who must exist", () => {
    const { aws, enter } = withEntry();
    enter();
    expect(refusal(enter)).toBe(
      "ResourceInUseException: The specified access entry resource is already in use on this cluster.",
    );
    aws.cloud.principals.declareOutside([]);
    const nobody = { cluster_name: "main", principal_arn: "arn:aws:iam::111111111111:role/nobody" };
    expect(refusal(() => aws.create("aws_eks_access_entry", nobody))).toBe(
      "InvalidParameterException: The specified principalArn is invalid: invalid principal.",
    );
  });

  it("is not for a cluster that looks at its config map only", () => {
    const aws = new ClusterAccount();
    aws.cluster({
      access_config: [
        { authentication_mode: "CONFIG_MAP", bootstrap_cluster_creator_admin_permissions: true },
      ],
    });
    const entry = { cluster_name: "main", principal_arn: arnOf(aws.nodeRole) };
    expect(refusal(() => aws.create("aws_eks_access_entry", entry))).toBe(
      "InvalidRequestException: The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.",
    );
  });
});

describe("an access policy", () => {
  it("is associated with an entry, and goes with it", () => {
    const { aws, enter, associate, principal_arn } = withEntry();
    expect(refusal(() => associate())).toBe(
      "ResourceNotFoundException: The specified principalArn could not be found. You can view your available access entries with 'list-access-entries'.",
    );
    const entry = enter();
    expect(associate().id).toBe(`main#${principal_arn}#${ADMIN}`);
    expect(refusal(() => associate(`${ADMIN}s`))).toMatch(/^InvalidParameterException/);
    aws.delete(entry);
    expect(aws.cloud.listEverywhere("aws_eks_access_policy_association")).toEqual([]);
  });

  it("is not for nodes", () => {
    const { aws, associate } = withEntry();
    aws.nodeGroup("system");
    expect(refusal(() => associate(ADMIN, arnOf(aws.nodeRole)))).toBe(
      'InvalidParameterException: This operation can only be performed on Access Entries with a type of "STANDARD".',
    );
  });
});
