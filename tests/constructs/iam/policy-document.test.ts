import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import fc from "fast-check";
import { policyDocument, policyVariable, type Statement } from "../../../constructs/iam/policy-document";
import { configurationWith } from "../configuration";

const read: Statement = { sid: "Read", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b/*"] };

describe("a policy document", () => {
  it("says what its statements say", () => {
    const text = policyDocument([
      read,
      {
        sid: "TlsOnly",
        effect: "Deny",
        actions: ["s3:*"],
        resources: ["*"],
        principals: "*",
        conditions: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        sid: "Trust",
        actions: ["sts:AssumeRole"],
        principals: { aws: ["arn:aws:iam::1:root"], service: ["ec2.amazonaws.com"], federated: ["arn:idp"] },
      },
    ]);
    expect(JSON.parse(text)).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Sid: "Read", Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::b/*"] },
        {
          Sid: "TlsOnly",
          Effect: "Deny",
          Action: ["s3:*"],
          Resource: ["*"],
          Principal: "*",
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
        {
          Sid: "Trust",
          Effect: "Allow",
          Action: ["sts:AssumeRole"],
          Principal: { AWS: ["arn:aws:iam::1:root"], Service: ["ec2.amazonaws.com"], Federated: ["arn:idp"] },
        },
      ],
    });
  });

  it("is the same text whatever the order of keys, actions, resources and values", () => {
    const list = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(list, list, list, (actions, resources, values) => {
        const statement = (turn: (items: string[]) => string[]): Statement => ({
          sid: "S",
          actions: turn(actions).map((action) => `s3:${action}`),
          resources: turn(resources),
          conditions: Object.fromEntries(turn(values).map((key) => [key, { [`aws:${key}`]: turn(values) }])),
        });
        expect(policyDocument([statement((items) => [...items].reverse())])).toBe(
          policyDocument([statement((items) => items)]),
        );
      }),
    );
  });

  it("names an action once", () => {
    const text = policyDocument([{ ...read, actions: ["s3:GetObject", "s3:GetObject"] }]);
    expect(text.match(/GetObject/g)).toHaveLength(1);
  });

  it("may hold references that Terraform resolves", () => {
    const configuration = configurationWith((stack) => {
      const one = new Vpc(stack, "one", {});
      new Vpc(stack, "two", { tags: { policy: policyDocument([{ ...read, resources: [`${one.arn}/*`] }]) } });
    });
    const tags = configuration.resource.aws_vpc?.two?.tags as Record<string, string>;
    expect(tags.policy).toContain('"Resource":["${aws_vpc.one.arn}/*"]');
  });

  it("keeps an IAM variable out of Terraform's hands", () => {
    const text = policyDocument([
      { ...read, resources: [`arn:aws:s3:::b/${policyVariable("aws:username")}/*`] },
    ]);
    expect(text).toContain("$${aws:username}");
  });

  it.each<[string, Statement[], string]>([
    ["no statement", [], "at least one statement"],
    ["a repeated sid", [read, read], 'the sid "Read"'],
    ["a sid with a space", [{ ...read, sid: "Read it" }], '"Read it" is refused'],
    ["no action", [{ ...read, actions: [] }], '"Read" lists no action'],
    ["a malformed action", [{ ...read, actions: ["GetObject"] }], '"GetObject"'],
    ["an empty list of resources", [{ ...read, resources: [] }], "match nothing"],
    [
      "neither resources nor principals",
      [{ sid: "X", actions: ["s3:Get"] }],
      "neither resources nor principals",
    ],
    ["a bare IAM variable", [{ ...read, resources: ["${aws:username}"] }], '"${aws:username}"'],
    ["a directive", [{ ...read, resources: ["%{if x}"] }], '"%{if x}"'],
  ])("refuses %s", (_case, statements, message) => {
    expect(() => policyDocument(statements)).toThrow(message);
  });

  it("refuses a list that Terraform computes", () => {
    configurationWith((stack) => {
      const vpc = new Vpc(stack, "vpc", {});
      const list = vpc.getListAttribute("cidrs");
      expect(() => policyDocument([{ ...read, resources: list }])).toThrow("a list that Terraform computes");
    });
  });
});
