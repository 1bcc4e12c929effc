import { account, type Answer, type ScriptedMoto, startWire, type Wire } from "./wire";

let wire: Wire;
async function start(moto: ScriptedMoto): Promise<Wire> {
  wire = await startWire(moto);
  return wire;
}
afterEach(() => wire.close());

const s3 = (bucket: string, query = ""): string => `http://${bucket}.s3.drydock.internal/${query}`;

describe("KMS in front of moto", () => {
  it("remembers how often a key rotates, by id and by ARN", async () => {
    const { json } = await start(({ headers }) => ({
      body:
        headers["x-amz-target"] === "TrentService.GetKeyRotationStatus" ? '{"KeyRotationEnabled":true}' : "",
    }));
    const arn = `arn:aws:kms:eu-west-1:${account}:key/k-1`;
    await json("kms", "TrentService.EnableKeyRotation", { KeyId: "k-1", RotationPeriodInDays: 180 });
    const status = await json("kms", "TrentService.GetKeyRotationStatus", { KeyId: arn });
    expect(JSON.parse(status.body)).toEqual({ KeyRotationEnabled: true, RotationPeriodInDays: 180 });
    const other = await json("kms", "TrentService.GetKeyRotationStatus", { KeyId: "k-2" });
    expect(JSON.parse(other.body)).toMatchObject({ RotationPeriodInDays: 365 });
  });

  it("says no period of a key that does not rotate", async () => {
    const { json } = await start(() => ({ body: '{"KeyRotationEnabled":false}' }));
    const status = await json("kms", "TrentService.GetKeyRotationStatus", { KeyId: "k-1" });
    expect(JSON.parse(status.body)).toEqual({ KeyRotationEnabled: false });
  });
});

describe("S3 in front of moto", () => {
  const existing = (...buckets: string[]): ScriptedMoto => {
    return ({ method, path }) =>
      method === "HEAD" ? { status: buckets.includes(path.slice(1)) ? 200 : 404 } : {};
  };

  it("keeps a bucket's policy until it is deleted, alone or with its bucket, and moto never sees it", async () => {
    const { rest, forwarded } = await start(existing("estate"));
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
    expect((await rest("PUT", s3("estate", "?policy"), { body: policy })).status).toBe(204);
    expect(await rest("GET", s3("estate", "?policy"))).toMatchObject({ status: 200, body: policy });
    await rest("DELETE", s3("estate", "?policy"));
    const gone = await rest("GET", s3("estate", "?policy"));
    expect(gone.status).toBe(404);
    expect(gone.body).toContain("<Code>NoSuchBucketPolicy</Code>");
    await rest("PUT", s3("estate", "?policy"), { body: policy });
    await rest("DELETE", s3("estate"));
    expect((await rest("GET", s3("estate", "?policy"))).status).toBe(404);
    expect(forwarded.filter(({ path }) => path.includes("policy"))).toEqual([]);
  });

  it("refuses a malformed policy and a bucket that is not there", async () => {
    const { rest } = await start(existing("estate"));
    const malformed = await rest("PUT", s3("estate", "?policy"), {
      body: '{"Statement": [{"Effect": "Maybe"}]}',
    });
    expect(malformed).toMatchObject({ status: 400 });
    expect(malformed.body).toContain("<Code>MalformedPolicy</Code>");
    expect((await rest("GET", s3("nowhere", "?policy"))).body).toContain("<Code>NoSuchBucket</Code>");
  });

  it("takes access logging before the target's policy is there, and refuses a target that is not", async () => {
    const { rest } = await start(existing("estate", "logs"));
    const to = (target: string): string =>
      `<BucketLoggingStatus><LoggingEnabled><TargetBucket>${target}</TargetBucket><TargetPrefix>a/</TargetPrefix></LoggingEnabled></BucketLoggingStatus>`;
    expect((await rest("PUT", s3("estate", "?logging"), { body: to("logs") })).status).toBe(200);
    expect((await rest("GET", s3("estate", "?logging"))).body).toBe(to("logs"));
    const refused = await rest("PUT", s3("estate", "?logging"), { body: to("nowhere") });
    expect(refused.body).toContain("<Code>InvalidTargetBucketForLogging</Code>");
    await rest("PUT", s3("estate", "?logging"), { body: "<BucketLoggingStatus/>" });
    expect((await rest("GET", s3("estate", "?logging"))).body).not.toContain("LoggingEnabled");
  });

  it("confirms lifecycle rules with the smallest size that was asked for", async () => {
    const { rest } = await start(({ method }) => ({ body: method === "GET" ? "<of-moto/>" : "" }));
    const rules = "<LifecycleConfiguration><Rule><ID>old</ID></Rule></LifecycleConfiguration>";
    const header = "x-amz-transition-default-minimum-object-size";
    const headers = { [header]: "varies_by_storage_class" };
    await rest("PUT", s3("estate", "?lifecycle"), { body: rules, headers });
    const confirmed = await rest("GET", s3("estate", "?lifecycle"));
    expect(confirmed.body).toBe(rules);
    expect(confirmed.headers[header]).toBe("varies_by_storage_class");
    await rest("PUT", s3("estate", "?lifecycle"), { body: rules });
    expect((await rest("GET", s3("estate", "?lifecycle"))).headers[header]).toBe("all_storage_classes_128K");
  });

  it("leaves to moto what it says of rules that it refuses or has lost", async () => {
    const { rest } = await start(({ method }) =>
      method === "PUT" ? { status: 400 } : { status: 404, body: "none" },
    );
    expect(
      (await rest("PUT", s3("estate", "?lifecycle"), { body: "<LifecycleConfiguration/>" })).status,
    ).toBe(400);
    expect(await rest("GET", s3("estate", "?lifecycle"))).toMatchObject({ status: 404, body: "none" });
  });
});

describe("EC2 in front of moto", () => {
  it("keeps a region's defaults of instance metadata, and unsets them", async () => {
    const { query } = await start(() => undefined);
    const modify = { Action: "ModifyInstanceMetadataDefaults" };
    await query("ec2", { ...modify, HttpTokens: "required", HttpPutResponseHopLimit: "1" });
    const kept = await query("ec2", { Action: "GetInstanceMetadataDefaults" });
    expect(kept.body).toContain(
      "<accountLevel><httpTokens>required</httpTokens><httpPutResponseHopLimit>1</httpPutResponseHopLimit></accountLevel>",
    );
    await query("ec2", { ...modify, HttpTokens: "no-preference", HttpPutResponseHopLimit: "-1" });
    expect((await query("ec2", { Action: "GetInstanceMetadataDefaults" })).body).toContain(
      "<accountLevel></accountLevel>",
    );
  });

  it("knows the images that the estate names, by name and then by id, and leaves others to moto", async () => {
    const { query } = await start(() => ({ body: "<of-moto/>" }));
    const name = "al2023-ami-2023.12.20260831.0-kernel-6.1-x86_64";
    const byName = { Action: "DescribeImages", "Filter.1.Name": "name", "Filter.1.Value.1": name };
    const found = await query("ec2", byName);
    expect(found.body).toContain(`<name>${name}</name>`);
    const id = /<imageId>(ami-\w+)/.exec(found.body)?.[1] ?? "";
    expect((await query("ec2", { Action: "DescribeImages", "ImageId.1": id })).body).toContain(name);
    const other = await query("ec2", { Action: "DescribeImages", "ImageId.1": "ami-0" });
    expect(other.body).toBe("<of-moto/>");
  });

  it("describes instances with their security groups and without an address that they do not have", async () => {
    const instance =
      "<instanceId>i-1</instanceId><imageId>ami-0</imageId><groupSet/>" +
      "<networkInterfaceSet><item><association/><groupSet><item><groupId>sg-1</groupId></item></groupSet></item></networkInterfaceSet>";
    const { query } = await start(() => ({
      body: `<?xml version="1.0"?><DescribeInstancesResponse xmlns="ec2"><reservationSet><item><instancesSet><item>${instance}</item></instancesSet></item></reservationSet></DescribeInstancesResponse>`,
    }));
    const { body } = await query("ec2", { Action: "DescribeInstances" });
    expect(body).not.toContain("association");
    expect(body.match(/<groupId>sg-1<\/groupId>/g)).toHaveLength(2);
    expect(body).toContain("<virtualizationType>hvm</virtualizationType>");
    expect(body).toContain('<DescribeInstancesResponse xmlns="ec2">');
  });

  it("switches detailed monitoring", async () => {
    const { query } = await start(() => undefined);
    const { body } = await query("ec2", { Action: "MonitorInstances", "InstanceId.1": "i-1" });
    expect(body).toContain("<instanceId>i-1</instanceId><monitoring><state>enabled</state></monitoring>");
  });
});

describe("STS in front of moto", () => {
  const deploy = `arn:aws:iam::${account}:role/drydock-dev-deploy`;
  const session = `arn:aws:sts::${account}:assumed-role/drydock-dev-deploy/dev`;

  /** One role, trusted by `principal`; credentials of sessions are given out to whoever asks. */
  function roleTrusting(principal: string): ScriptedMoto {
    const trust = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { AWS: principal }, Action: "sts:AssumeRole" }],
    };
    return ({ body }): Answer | undefined => {
      const form = new URLSearchParams(body);
      if (form.get("Action") === "AssumeRole") {
        return {
          body: `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAX</AccessKeyId></Credentials><AssumedRoleUser><Arn>${session}</Arn></AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>`,
        };
      }
      return form.get("RoleName") === "drydock-dev-deploy"
        ? {
            body: `<GetRoleResponse><GetRoleResult><Role><Arn>${deploy}</Arn><AssumeRolePolicyDocument>${encodeURIComponent(JSON.stringify(trust))}</AssumeRolePolicyDocument></Role></GetRoleResult></GetRoleResponse>`,
          }
        : { status: 404 };
    };
  }
  const assume = (arn: string): Record<string, string> => ({
    Action: "AssumeRole",
    RoleArn: arn,
    RoleSessionName: "dev",
  });

  it("lets a role be taken on by whom it trusts", async () => {
    const { query } = await start(roleTrusting(`arn:aws:iam::${account}:root`));
    expect((await query("sts", assume(deploy))).body).toContain("<AccessKeyId>ASIAX</AccessKeyId>");
  });

  it("denies a role that is not there, and one that does not trust the caller, in AWS's words", async () => {
    const { query } = await start(roleTrusting("arn:aws:iam::222222222222:root"));
    for (const arn of [deploy, `arn:aws:iam::${account}:role/nobody`]) {
      const denied = await query("sts", assume(arn));
      expect(denied.status).toBe(403);
      expect(denied.body).toContain("<Code>AccessDenied</Code>");
      expect(denied.body).toContain(`is not authorized to perform: sts:AssumeRole on resource: ${arn}`);
    }
  });

  it("knows a session by the role that it has taken on", async () => {
    const { query } = await start(roleTrusting(`arn:aws:iam::${account}:role/platform-engineer`));
    expect((await query("sts", assume(deploy))).status).toBe(200);
    const again = await query("sts", assume(deploy), "ASIAX");
    expect(again.status).toBe(403);
    expect(again.body).toContain(`User: ${session} is not authorized`);
  });
});
