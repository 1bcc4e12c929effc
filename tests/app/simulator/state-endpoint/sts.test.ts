import * as fc from "fast-check";
import { Cloud } from "../../../../app/simulator/cloud/cloud";
import {
  accessKeyId,
  accountCredentials,
  accountOfAccessKey,
} from "../../../../app/simulator/state-endpoint/credentials";
import {
  startStateEndpoint,
  type StateEndpoint,
} from "../../../../app/simulator/state-endpoint/state-endpoint";
import { AwsAccount, policy, trust } from "../aws/aws-account";
import { call, element } from "./endpoint-client";

const ROLE = "arn:aws:iam::111111111111:role/deploy";
let cloud: Cloud;
let endpoint: StateEndpoint;

function sts(
  form: Record<string, string>,
  caller: { accessKeyId?: string; sessionToken?: string } = accountCredentials("111111111111"),
) {
  return call(endpoint.url, "http://sts.drydock.internal/", {
    method: "POST",
    accessKeyId: caller.accessKeyId,
    headers: caller.sessionToken === undefined ? {} : { "x-amz-security-token": caller.sessionToken },
    body: new URLSearchParams({ Version: "2011-06-15", ...form }).toString(),
  });
}
const assume = (more: Record<string, string> = {}, caller?: { accessKeyId: string; sessionToken?: string }) =>
  sts({ Action: "AssumeRole", RoleArn: ROLE, RoleSessionName: "drydock", ...more }, caller);
const outcome = ({ status, body }: { status: number; body: string }) =>
  status === 200 ? "200" : `${status} ${element(body, "Code")}`;

function makeRole(document: string, more = {}) {
  return new AwsAccount(cloud).create("aws_iam_role", {
    name: "deploy",
    assume_role_policy: document,
    ...more,
  });
}

beforeEach(async () => {
  cloud = new Cloud();
  endpoint = await startStateEndpoint(cloud);
});
afterEach(() => endpoint.close());

test("an access key id carries its account, as AWS's do", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{12}$/), fc.constantFrom("AKIA", "ASIA"), (account, prefix) => {
      const id = accessKeyId(prefix, account);
      expect(id).toMatch(new RegExp(`^${prefix}[A-Z2-7]{16}$`));
      expect(accountOfAccessKey(id)).toBe(account);
    }),
  );
  // Published example: hackingthe.cloud, "Get Account ID from AWS Access Keys".
  expect(accountOfAccessKey("ASIAQNZGKIQY56JQ7WML")).toBe("029608264753");
});

describe("GetCallerIdentity", () => {
  it("says the account of the credentials", async () => {
    const answer = await sts({ Action: "GetCallerIdentity" }, accountCredentials("222222222222"));
    expect(element(answer.body, "Account")).toBe("222222222222");
    expect(element(answer.body, "Arn")).toBe("arn:aws:iam::222222222222:user/rehearsal");
  });

  it("refuses keys that nobody gave out, and calls without one", async () => {
    expect(outcome(await sts({ Action: "GetCallerIdentity" }, { accessKeyId: "nonsense" }))).toBe(
      "403 InvalidClientTokenId",
    );
    expect(outcome(await sts({ Action: "GetCallerIdentity" }, {}))).toBe("403 MissingAuthenticationToken");
    expect(outcome(await sts({ Action: "Nonsense" }))).toBe("400 InvalidAction");
  });
});

describe("AssumeRole", () => {
  const root = { AWS: "arn:aws:iam::111111111111:root" };
  const allow = (principal: object | string, condition?: object) =>
    policy({
      Effect: "Allow",
      Principal: principal,
      Action: "sts:AssumeRole",
      ...(condition && { Condition: condition }),
    });

  it("gives credentials of the role for a while", async () => {
    const role = makeRole(allow(root));
    const answer = await assume({ DurationSeconds: "900" });
    expect(element(answer.body, "AssumedRoleId")).toBe(`${String(role.attributes["unique_id"])}:drydock`);
    const session = {
      accessKeyId: element(answer.body, "AccessKeyId") ?? "",
      sessionToken: element(answer.body, "SessionToken") ?? "",
    };
    const identity = await sts({ Action: "GetCallerIdentity" }, session);
    expect(element(identity.body, "Arn")).toBe("arn:aws:sts::111111111111:assumed-role/deploy/drydock");
    // A provider that waits is a program that renews its session meanwhile.
    cloud.wait(901);
    expect(outcome(await sts({ Action: "GetCallerIdentity" }, session))).toBe("200");
    cloud.clock.advanceSeconds(901);
    expect(outcome(await sts({ Action: "GetCallerIdentity" }, session))).toBe("403 ExpiredToken");
  });

  it("of a role that is not there is denied in an account that the cloud knows, and taken as it is in others", async () => {
    expect(outcome(await assume())).toBe("200");
    new AwsAccount(cloud).create("aws_iam_role", {
      name: "other",
      assume_role_policy: trust("ec2.amazonaws.com"),
    });
    const denied = await assume();
    expect([outcome(denied), element(denied.body, "Message")]).toEqual([
      "403 AccessDenied",
      `User: arn:aws:iam::111111111111:user/rehearsal is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
    ]);
  });

  it.each([
    ["the account", allow(root), "200"],
    ["the account by its number", allow({ AWS: "111111111111" }), "200"],
    ["an operator of the account", allow({ AWS: "arn:aws:iam::111111111111:role/operator" }), "200"],
    ["everybody", allow("*"), "200"],
    ["the account as the role itself", allow(root, { ArnEquals: { "aws:PrincipalArn": ROLE } }), "200"],
    ["another account", allow({ AWS: "arn:aws:iam::222222222222:root" }), "403 AccessDenied"],
    ["a service", trust("ec2.amazonaws.com"), "403 AccessDenied"],
    [
      "people of another account only",
      allow("*", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/*" } }),
      "403 AccessDenied",
    ],
    [
      "callers who know the external id",
      allow(root, { StringEquals: { "sts:ExternalId": "secret" } }),
      "403 AccessDenied",
    ],
  ])("is answered when the trust policy lets in %s", async (_, document, expected) => {
    makeRole(document);
    expect(outcome(await assume())).toBe(expected);
  });

  it("with the external id is answered", async () => {
    makeRole(allow(root, { StringEquals: { "sts:ExternalId": "secret" } }));
    expect(outcome(await assume({ ExternalId: "secret" }))).toBe("200");
  });

  it("by a session goes by the role of that session", async () => {
    makeRole(allow(root));
    const first = (await assume()).body;
    const session = {
      accessKeyId: element(first, "AccessKeyId") ?? "",
      sessionToken: element(first, "SessionToken") ?? "",
    };
    const aws = new AwsAccount(cloud);
    const next = (name: string, principal: string) => {
      aws.create("aws_iam_role", { name, assume_role_policy: allow({ AWS: principal }) });
      return assume({ RoleArn: `arn:aws:iam::111111111111:role/${name}` }, session).then(outcome);
    };
    expect(await next("second", ROLE)).toBe("200");
    expect(await next("third", "arn:aws:iam::111111111111:role/second")).toBe("403 AccessDenied");
  });

  it("by a session of a role with a path goes by the whole ARN", async () => {
    const aws = new AwsAccount(cloud);
    const deployer = "arn:aws:iam::111111111111:role/ci/deployer";
    aws.create("aws_iam_role", { name: "deployer", path: "/ci/", assume_role_policy: allow(root) });
    const first = (await assume({ RoleArn: deployer })).body;
    const session = {
      accessKeyId: element(first, "AccessKeyId") ?? "",
      sessionToken: element(first, "SessionToken") ?? "",
    };
    for (const [name, principal, expected] of [
      ["whole", deployer, "200"],
      ["without-path", "arn:aws:iam::111111111111:role/deployer", "403 AccessDenied"],
    ] as const) {
      aws.create("aws_iam_role", { name, assume_role_policy: allow({ AWS: principal }) });
      const answer = await assume({ RoleArn: `arn:aws:iam::111111111111:role/${name}` }, session);
      expect([name, outcome(answer)]).toEqual([name, expected]);
    }
  });

  it("for longer than the role allows, or of something that is no role, is refused", async () => {
    makeRole(allow(root), { max_session_duration: 3600 });
    expect(outcome(await assume({ DurationSeconds: "7200" }))).toBe("400 ValidationError");
    expect(outcome(await assume({ DurationSeconds: "60" }))).toBe("400 ValidationError");
    expect(outcome(await assume({ RoleArn: "deploy" }))).toBe("400 ValidationError");
  });

  it("can be throttled", async () => {
    endpoint.disturbance.throttle("sts", 1);
    expect(outcome(await assume())).toBe("400 Throttling");
    expect(outcome(await assume())).toBe("200");
  });
});
