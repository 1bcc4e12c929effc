import { policy } from "./rule-cases";
import type { Resources, RuleCases } from "./rule-cases";

const address = "aws_iam_policy.deploy";
const bucketArn = "arn:aws:s3:::drydock-state";

function allows(statement: Record<string, unknown>): Resources {
  return { aws_iam_policy: { deploy: { policy: policy({ Sid: "Deploy", Effect: "Allow", ...statement }) } } };
}

function trusts(statement: Record<string, unknown>): Resources {
  return {
    aws_iam_role: {
      deploy: { assume_role_policy: policy({ Effect: "Allow", Action: "sts:AssumeRole", ...statement }) },
    },
  };
}

const issuer = "token.actions.githubusercontent.com";

function trustsToken(conditions: Record<string, unknown>): Resources {
  return trusts({
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: "${aws_iam_openid_connect_provider.ci.arn}" },
    Condition: conditions,
  });
}

const strongPasswords = {
  minimum_password_length: 14,
  password_reuse_prevention: 24,
  max_password_age: 90,
  require_lowercase_characters: true,
  require_uppercase_characters: true,
  require_numbers: true,
  require_symbols: true,
};

export const iamCases: readonly RuleCases[] = [
  {
    rule: "iam-policy-readable",
    fails: [
      {
        what: "a policy from a data source and a trust policy from a function",
        resources: {
          aws_iam_policy: { deploy: { policy: "${data.aws_iam_policy_document.deploy.json}" } },
          aws_iam_role: { deploy: { assume_role_policy: "${jsonencode({})}" } },
        },
        at: [address, "aws_iam_role.deploy"],
        says: "no JSON document",
      },
    ],
    passes: [
      { what: "policies written out", resources: { ...allows({ Action: "s3:ListBucket" }), ...trusts({}) } },
    ],
  },
  {
    rule: "iam-no-full-access",
    fails: [
      {
        what: "every action",
        resources: allows({ Action: "*", Resource: "*" }),
        at: [address],
        says: "Its statement Deploy allows *",
      },
      {
        what: "all of IAM",
        resources: allows({ Action: ["iam:*"], Resource: "*" }),
        at: [address],
        says: "iam:*",
      },
      {
        what: "everything except something",
        resources: allows({ NotAction: "iam:*", Resource: "*" }),
        at: [address],
        says: "everything except iam:*",
      },
      {
        what: "a role's inline policy",
        resources: {
          aws_iam_role: {
            deploy: { inline_policy: [{ policy: policy({ Effect: "Allow", Action: "*", Resource: "*" }) }] },
          },
        },
        at: ["aws_iam_role.deploy"],
        says: "statement 1 allows *",
      },
    ],
    passes: [
      { what: "named actions", resources: allows({ Action: "s3:GetObject", Resource: `${bucketArn}/*` }) },
      {
        what: "a Deny of everything",
        resources: {
          aws_iam_policy: { deploy: { policy: policy({ Effect: "Deny", Action: "*", Resource: "*" }) } },
        },
      },
    ],
  },
  {
    rule: "iam-no-service-wildcard",
    fails: [
      {
        what: "a whole service on everything",
        resources: allows({ Action: ["ec2:*", "s3:ListBucket"], Resource: "*" }),
        at: [address],
        says: "ec2:* on every resource",
      },
    ],
    passes: [
      { what: "a whole service on one resource", resources: allows({ Action: "s3:*", Resource: bucketArn }) },
      {
        what: "a whole service under a condition",
        resources: allows({
          Action: "ec2:*",
          Resource: "*",
          Condition: { StringEquals: { "aws:ResourceTag/environment": "dev" } },
        }),
      },
    ],
  },
  {
    rule: "iam-writes-scoped",
    fails: [
      {
        what: "a change to everything",
        resources: allows({ Action: ["ec2:DescribeVpcs", "ec2:DeleteVpc"], Resource: "*" }),
        at: [address],
        says: "allows ec2:DeleteVpc on every resource",
      },
      {
        what: "a pattern that covers changes",
        resources: allows({ Action: "s3:Put*", Resource: "*" }),
        at: [address],
        says: "s3:Put*",
      },
    ],
    passes: [
      {
        what: "reads",
        resources: allows({ Action: ["ec2:Describe*", "s3:ListAllMyBuckets"], Resource: "*" }),
      },
      {
        what: "a change to one thing",
        resources: allows({ Action: "s3:PutObject", Resource: `${bucketArn}/*` }),
      },
      {
        what: "the channels of Systems Manager, which AWS ties to no resource",
        resources: allows({ Action: "ssmmessages:CreateControlChannel", Resource: "*" }),
      },
    ],
  },
  {
    rule: "iam-data-reads-scoped",
    fails: [
      {
        what: "every object of the account",
        resources: allows({ Action: "s3:Get*", Resource: "*" }),
        at: [address],
        says: "s3:GetObject, s3:GetObjectVersion",
      },
      {
        what: "every role of the account",
        resources: allows({ Action: "sts:AssumeRole", Resource: "*" }),
        at: [address],
        says: "sts:AssumeRole",
      },
    ],
    passes: [
      { what: "objects of one bucket", resources: allows({ Action: "s3:Get*", Resource: `${bucketArn}/*` }) },
      { what: "descriptions", resources: allows({ Action: "secretsmanager:DescribeSecret", Resource: "*" }) },
    ],
  },
  {
    rule: "iam-trust-principals",
    fails: [
      {
        what: "a role for everybody",
        resources: trusts({ Principal: { AWS: "*" } }),
        at: ["aws_iam_role.deploy"],
        says: "AWS *",
      },
      {
        what: "a role for every principal of an account",
        resources: trusts({ Principal: { AWS: ["arn:aws:iam::123456789012:root"] } }),
        at: ["aws_iam_role.deploy"],
        says: "arn:aws:iam::123456789012:root",
      },
      {
        what: "a role for every service",
        resources: trusts({ Principal: { Service: "*.amazonaws.com" } }),
        at: ["aws_iam_role.deploy"],
        says: "Service *.amazonaws.com",
      },
      {
        what: "a role for everybody but one",
        resources: trusts({ NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" } }),
        at: ["aws_iam_role.deploy"],
        says: "NotPrincipal",
      },
    ],
    passes: [
      { what: "a role for EC2", resources: trusts({ Principal: { Service: "ec2.amazonaws.com" } }) },
      {
        what: "an account under a condition on the principal",
        resources: trusts({
          Principal: { AWS: ["arn:aws:iam::123456789012:root"] },
          Condition: { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/deploy" } },
        }),
      },
    ],
  },
  {
    rule: "iam-trust-oidc-conditions",
    fails: [
      {
        what: "a role that checks the audience only",
        resources: trustsToken({ StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com" } }),
        at: ["aws_iam_role.deploy"],
        says: "does not pin sub",
      },
      {
        what: "a role for every repository",
        resources: trustsToken({
          StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com" },
          StringLike: { [`${issuer}:sub`]: "repo:*" },
        }),
        at: ["aws_iam_role.deploy"],
        says: "does not pin sub",
      },
      {
        what: "a role for tokens without a subject",
        resources: trustsToken({
          StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com" },
          "ForAllValues:StringEquals": { [`${issuer}:sub`]: ["repo:example/estate:ref:refs/heads/main"] },
        }),
        at: ["aws_iam_role.deploy"],
        says: "does not pin sub",
      },
    ],
    passes: [
      {
        what: "a role for one branch of one repository",
        resources: trustsToken({
          StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com" },
          StringLike: { [`${issuer}:sub`]: ["repo:example/estate:ref:refs/heads/main"] },
        }),
      },
      { what: "a role without a token", resources: trusts({ Principal: { Service: "ec2.amazonaws.com" } }) },
    ],
  },
  {
    rule: "iam-password-policy",
    fails: [
      {
        what: "short passwords",
        resources: {
          aws_iam_account_password_policy: { account: { ...strongPasswords, minimum_password_length: 8 } },
        },
        at: ["aws_iam_account_password_policy.account"],
        says: "minimum_password_length is 8",
      },
      {
        what: "passwords that never end",
        resources: {
          aws_iam_account_password_policy: { account: { ...strongPasswords, max_password_age: 0 } },
        },
        at: ["aws_iam_account_password_policy.account"],
        says: "max_password_age is 0",
      },
    ],
    passes: [
      {
        what: "strong passwords",
        resources: { aws_iam_account_password_policy: { account: strongPasswords } },
      },
    ],
  },
];
