import { ECRClient, GetAuthorizationTokenCommand } from "@aws-sdk/client-ecr";
import { clientSettings } from "../../../app/aws/client-settings";
import { awsFailure } from "../../../app/aws/failures";
import { Cloud } from "../../../app/simulator/cloud/cloud";
import { readRegistryToken } from "../../../app/simulator/state-endpoint/registry-token";
import { startStateEndpoint, type StateEndpoint } from "../../../app/simulator/state-endpoint/state-endpoint";
import { UserError } from "../../../app/user-error";
import { AwsAccount, policy } from "../simulator/aws/aws-account";

const roleArn = "arn:aws:iam::111111111111:role/drydock-dev-deploy";
let cloud: Cloud;
let endpoint: StateEndpoint;

beforeEach(async () => {
  cloud = new Cloud();
  endpoint = await startStateEndpoint(cloud);
});
afterEach(() => endpoint.close());

async function token(more: NodeJS.ProcessEnv = {}) {
  const variables = { ...endpoint.variables, ...more };
  const access = { region: "eu-west-1", roleArn, sessionName: "images", variables };
  const client = new ECRClient({ ...(await clientSettings("ECR", access)), maxAttempts: 1 });
  try {
    return await client.send(new GetAuthorizationTokenCommand({}));
  } catch (error) {
    throw awsFailure("The registry could not be opened", error);
  } finally {
    client.destroy();
  }
}

describe("a client of the AWS SDK that is attached to a simulated cloud", () => {
  it("works under the deploy role, in the region of the environment", async () => {
    const { authorizationData: [data] = [] } = await token();
    expect(data?.proxyEndpoint).toBe(endpoint.url);
    expect(data?.expiresAt?.getTime()).toBeGreaterThan(Date.now() + 11 * 3600 * 1000);
    expect(readRegistryToken(`Basic ${data?.authorizationToken}`)).toMatchObject({
      account: "111111111111",
      region: "eu-west-1",
      arn: "arn:aws:sts::111111111111:assumed-role/drydock-dev-deploy/images",
    });
  });

  it("is refused in a sentence when the role does not trust the caller", async () => {
    const nobody = policy({
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::222222222222:root" },
      Action: "sts:AssumeRole",
    });
    new AwsAccount(cloud).create("aws_iam_role", { name: "drydock-dev-deploy", assume_role_policy: nobody });
    const refusal = await token().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UserError);
    expect((refusal as UserError).message).toMatch(
      /^The registry could not be opened \(AccessDenied: User: arn:aws:iam::111111111111:user\/rehearsal is not/,
    );
  });

  it.each([
    ["too many requests", {}, "ThrottlingException: Rate exceeded"],
    [
      "keys that nobody gave out",
      { AWS_ACCESS_KEY_ID: "AKIANOBODY", AWS_SECRET_ACCESS_KEY: "x" },
      "InvalidClientTokenId: The security token included in the request is invalid",
    ],
  ])("says what to do about %s", async (_, more, sentence) => {
    endpoint.disturbance.throttle("ecr", 1);
    const refusal = (await token(more).catch((error: unknown) => error)) as UserError;
    expect(refusal.message).toBe(`The registry could not be opened (${sentence}).`);
    expect(refusal.details).toHaveLength(1);
  });

  it("says that the cloud is out of reach when nothing answers", () => {
    // As the SDK gives it in a process of its own; inside jest it wraps what Node throws.
    const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), {
      code: "ECONNREFUSED",
      $metadata: { attempts: 3 },
    });
    const refusal = awsFailure("The registry could not be opened", refused) as UserError;
    expect(refusal.message).toBe(
      "The registry could not be opened (ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:1).",
    );
    expect(refusal.details).toEqual([
      "AWS could not be reached: check the network, and run the command again.",
    ]);
  });

  it("leaves a defect what it is", () => {
    const defect = new TypeError("x is undefined");
    expect(awsFailure("Nothing", defect)).toBe(defect);
  });
});
