import { account, type Answer, startWire, type ScriptedMoto, type Wire } from "./wire";

let wire: Wire;
async function start(moto: ScriptedMoto): Promise<Wire> {
  wire = await startWire(moto);
  return wire;
}
afterEach(() => wire.close());

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
