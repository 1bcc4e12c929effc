import { all, environmentNamed, statementsOf } from "../constructs/configuration";
import { estateOf, review, stackOf } from "./stack-review";

const dev = environmentNamed("dev");
const keys = stackOf(estateOf(dev), "keep-dev-keys");
const policyOf = (name: string) => statementsOf(all(keys, "aws_kms_key")[name]?.policy);

describe("the keys of an environment", () => {
  it("are these, for a reviewer", () => {
    expect(review(keys)).toMatchSnapshot();
  });

  it("survive a rebuild, every resource of them", () => {
    for (const named of Object.values(keys.resource)) {
      for (const block of Object.values(named)) expect(block.lifecycle).toEqual({ prevent_destroy: true });
    }
  });

  it("rotate and wait as the environment says", () => {
    const environment = { ...dev, keys: { rotationDays: 120, deletionWindowDays: 9 } };
    const stack = stackOf(estateOf(environment), "keep-dev-keys");
    for (const key of Object.values(all(stack, "aws_kms_key"))) {
      expect(key).toMatchObject({ rotation_period_in_days: 120, deletion_window_in_days: 9 });
    }
  });

  it("let nobody do everything", () => {
    for (const name of Object.keys(all(keys, "aws_kms_key"))) {
      for (const { Action } of Object.values(policyOf(name))) {
        for (const action of Action)
          expect([name, action]).not.toEqual([name, expect.stringMatching(/^(kms:)?\*$/)]);
      }
    }
  });

  it("let only Vault's servers unseal", () => {
    const { Administration: _administration, ...use } = policyOf("unseal");
    expect(use).toEqual({
      VaultServers: {
        Sid: "VaultServers",
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt"],
        Principal: { AWS: ["arn:aws:iam::111111111111:root"] },
        Resource: ["*"],
        Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111111111111:role/drydock-dev-vault-*" } },
      },
    });
  });

  it("encrypt log groups of this environment for CloudWatch Logs", () => {
    expect(policyOf("logs").LogGroups).toMatchObject({
      Principal: { Service: ["logs.eu-west-1.amazonaws.com"] },
      Condition: {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": [
            "arn:aws:logs:eu-west-1:111111111111:log-group:/aws/eks/drydock-dev-*/cluster",
            "arn:aws:logs:eu-west-1:111111111111:log-group:drydock-dev-*",
          ],
        },
      },
    });
  });

  it("encrypt images by grants that ECR takes in the name of principals of the account", () => {
    expect(policyOf("data").GrantsForImages).toMatchObject({
      Action: ["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"],
      Condition: {
        StringEquals: {
          "kms:CallerAccount": "111111111111",
          "kms:ViaService": "ecr.eu-west-1.amazonaws.com",
        },
      },
    });
  });

  it("encrypt disks and objects for the account, and only through EC2 and S3", () => {
    for (const sid of ["ThroughStorage", "GrantsForDisks"]) {
      expect(policyOf("data")[sid]?.Condition?.StringEquals).toEqual({
        "kms:CallerAccount": "111111111111",
        "kms:ViaService": ["ec2.eu-west-1.amazonaws.com", "s3.eu-west-1.amazonaws.com"],
      });
    }
  });

  it("encrypt disks of nodes for EC2 Auto Scaling, which starts them under a role of its own", () => {
    const { DisksOfNodes, GrantsForNodes } = policyOf("data");
    const role =
      "arn:aws:iam::111111111111:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
    expect(DisksOfNodes?.Principal).toEqual({ AWS: [role] });
    expect(GrantsForNodes).toMatchObject({
      Principal: { AWS: [role] },
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    });
  });

  it("encrypt Kubernetes secrets by a grant that only the deploy role may take", () => {
    const { Administration: _administration, ...use } = policyOf("cluster");
    expect(use).toMatchObject({
      ClusterCreation: {
        Action: ["kms:CreateGrant", "kms:DescribeKey"],
        Condition: { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::111111111111:role/drydock-dev-deploy" } },
      },
    });
    expect(Object.keys(use)).toEqual(["ClusterCreation"]);
  });
});
