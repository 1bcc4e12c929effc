import { startWire, type ScriptedMoto, type Wire } from "./wire";

let wire: Wire;
async function start(moto: ScriptedMoto): Promise<Wire> {
  wire = await startWire(moto);
  return wire;
}
afterEach(() => wire.close());

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

  it("keeps what a rule of a security group is for", async () => {
    const rule = "<item><securityGroupRuleId>sgr-1</securityGroupRuleId></item>";
    const { query } = await start(({ body }) => {
      const action = new URLSearchParams(body).get("Action") ?? "";
      return {
        body: `<${action}Response><securityGroupRuleSet>${rule}</securityGroupRuleSet></${action}Response>`,
      };
    });
    await query("ec2", {
      Action: "AuthorizeSecurityGroupIngress",
      "IpPermissions.1.UserIdGroupPairs.1.GroupId": "sg-1",
      "IpPermissions.1.Groups.1.Description": "Kubelets, from the control plane",
    });
    const { body } = await query("ec2", { Action: "DescribeSecurityGroupRules" });
    expect(body).toContain("<description>Kubelets, from the control plane</description>");
  });

  it("lists of a launch template's tags those of what it launches", async () => {
    const tags = (kind: string): string => `<item><resourceType>${kind}</resourceType><tagSet/></item>`;
    const { query } = await start(() => ({
      body: `<Answer><launchTemplateVersionSet><item><launchTemplateData><tagSpecificationSet>${tags("launch-template")}${tags("volume")}</tagSpecificationSet></launchTemplateData></item></launchTemplateVersionSet></Answer>`,
    }));
    const { body } = await query("ec2", { Action: "DescribeLaunchTemplateVersions" });
    expect(body).not.toContain("launch-template<");
    expect(body).toContain("<resourceType>volume</resourceType>");
  });
});
