import { policy } from "./rule-cases";
import type { Resources, RuleCases } from "./rule-cases";

const address = "aws_kms_key.data";

function key(attributes: Record<string, unknown>): Resources {
  return { aws_kms_key: { data: attributes } };
}

const root = { AWS: "arn:aws:iam::123456789012:root" };

export const kmsCases: readonly RuleCases[] = [
  {
    rule: "kms-rotation",
    fails: [
      {
        what: "a key that says nothing",
        resources: key({}),
        at: [address],
        says: "enable_key_rotation is null",
      },
      {
        what: "a key without rotation",
        resources: key({ enable_key_rotation: false }),
        at: [address],
        says: "enable_key_rotation is false",
      },
    ],
    passes: [
      { what: "a key that rotates", resources: key({ enable_key_rotation: true }) },
      {
        what: "a signing key, which AWS cannot rotate",
        resources: key({ customer_master_key_spec: "RSA_4096" }),
      },
    ],
  },
  {
    rule: "kms-policy-principals",
    fails: [
      { what: "a key without a policy", resources: key({}), at: [address], says: "It has no policy" },
      {
        what: "a key for everybody",
        resources: key({
          policy: policy({ Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:*", Resource: "*" }),
        }),
        at: [address],
        says: "statement 1 allows any principal",
      },
      {
        what: "a key for everybody in a policy of its own",
        resources: {
          ...key({}),
          aws_kms_key_policy: {
            data: {
              key_id: "${aws_kms_key.data.id}",
              policy: policy({ Effect: "Allow", Principal: ["ops", "*"], Action: "kms:*", Resource: "*" }),
            },
          },
        },
        at: [address],
        says: "allows any principal",
      },
      {
        what: "a policy that nobody can read here",
        resources: key({ policy: "${data.aws_iam_policy_document.data.json}" }),
        at: [address],
        says: "Write it out",
      },
      {
        what: "a key for everybody but one",
        resources: key({
          policy: policy({ Effect: "Allow", NotPrincipal: root, Action: "kms:*", Resource: "*" }),
        }),
        at: [address],
        says: "allows any principal",
      },
    ],
    passes: [
      {
        what: "a key for the account's administrators",
        resources: key({
          policy: policy({ Effect: "Allow", Principal: root, Action: "kms:*", Resource: "*" }),
        }),
      },
      {
        what: "a key whose policy is a resource of its own",
        resources: {
          ...key({}),
          aws_kms_key_policy: {
            data: {
              key_id: "${aws_kms_key.data.id}",
              policy: policy({ Effect: "Allow", Principal: root, Action: "kms:*", Resource: "*" }),
            },
          },
        },
      },
    ],
  },
  {
    rule: "kms-deletion-window",
    fails: [
      { what: "a key that says nothing", resources: key({}), at: [address], says: "is null" },
      {
        what: "a window that AWS refuses",
        resources: key({ deletion_window_in_days: 1 }),
        at: [address],
        says: "from 7 to 30",
      },
    ],
    passes: [{ what: "a window of 30 days", resources: key({ deletion_window_in_days: 30 }) }],
  },
  {
    rule: "kms-enabled",
    fails: [
      { what: "a disabled key", resources: key({ is_enabled: false }), at: [address], says: "is_enabled" },
    ],
    passes: [{ what: "a key", resources: key({}) }],
  },
];
