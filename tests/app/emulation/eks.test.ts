import { account, type Forwarded, type Received, startWire, type Wire } from "./wire";

let wire: Wire;
afterEach(() => wire.close());

const role = (name: string): string => `arn:aws:iam::${account}:role/${name}`;

/** IAM with the role "eks", one subnet, one launch template, and Auto Scaling that takes everything. */
function moto({ body }: Forwarded): { status?: number; body?: string } | undefined {
  const form = new URLSearchParams(body);
  switch (form.get("Action")) {
    case "GetRole":
      return form.get("RoleName") === "eks"
        ? {
            body: `<GetRoleResponse><GetRoleResult><Role><Arn>${role("eks")}</Arn><AssumeRolePolicyDocument>%7B%7D</AssumeRolePolicyDocument></Role></GetRoleResult></GetRoleResponse>`,
          }
        : { status: 404 };
    case "DescribeSubnets":
      return form.get("SubnetId.1") === "subnet-1"
        ? {
            body: "<DescribeSubnetsResponse><subnetSet><item><vpcId>vpc-1</vpcId></item></subnetSet></DescribeSubnetsResponse>",
          }
        : { status: 400 };
    case "CreateSecurityGroup":
      return {
        body: "<CreateSecurityGroupResponse><groupId>sg-1</groupId></CreateSecurityGroupResponse>",
      };
    case "DescribeLaunchTemplates":
      return {
        body: "<DescribeLaunchTemplatesResponse><launchTemplates><item><launchTemplateId>lt-1</launchTemplateId><launchTemplateName>nodes</launchTemplateName></item></launchTemplates></DescribeLaunchTemplatesResponse>",
      };
    case "DeleteSecurityGroup":
    case "CreateAutoScalingGroup":
    case "DeleteAutoScalingGroup":
      return { body: "<Answer/>" };
    default:
      return undefined;
  }
}

async function eks(method: string, path: string, input?: object): Promise<Received & { content: unknown }> {
  const body = input === undefined ? "" : JSON.stringify(input);
  const received = await wire.rest(method, `http://aws.drydock.internal${path}`, { service: "eks", body });
  return { ...received, content: JSON.parse(received.body) as unknown };
}

const cluster = {
  name: "main",
  version: "1.35",
  roleArn: role("eks"),
  resourcesVpcConfig: { subnetIds: ["subnet-1"], endpointPublicAccess: false },
  accessConfig: { authenticationMode: "API" },
};

/** What Auto Scaling and EC2 were asked to do, by action. */
function asked(action: string): URLSearchParams[] {
  return wire.forwarded
    .map(({ body }) => new URLSearchParams(body))
    .filter((form) => form.get("Action") === action);
}

describe("EKS in front of moto", () => {
  beforeEach(async () => {
    wire = await startWire(moto);
  });

  it("makes a cluster with what was asked for, and its security group in the VPC of its subnets", async () => {
    const created = await eks("POST", "/clusters", cluster);
    expect(created.status).toBe(200);
    const described = await eks("GET", "/clusters/main");
    expect(described.content).toEqual(created.content);
    expect(described.content).toMatchObject({
      cluster: {
        arn: `arn:aws:eks:eu-west-1:${account}:cluster/main`,
        status: "ACTIVE",
        accessConfig: { authenticationMode: "API" },
        resourcesVpcConfig: { vpcId: "vpc-1", clusterSecurityGroupId: "sg-1", endpointPublicAccess: false },
      },
    });
    expect(asked("CreateSecurityGroup")[0]?.get("VpcId")).toBe("vpc-1");
    await eks("DELETE", "/clusters/main");
    expect(asked("DeleteSecurityGroup")[0]?.get("GroupId")).toBe("sg-1");
    expect((await eks("GET", "/clusters/main")).status).toBe(404);
  });

  it("refuses what is there already, what is not there, and roles and subnets that do not exist", async () => {
    const refused = async (...call: Parameters<typeof eks>): Promise<[number, unknown, unknown]> => {
      const { status, headers, content } = await eks(...call);
      return [status, headers["x-amzn-errortype"], (content as { message: string }).message];
    };
    await eks("POST", "/clusters", cluster);
    expect(await refused("POST", "/clusters", cluster)).toEqual([
      409,
      "ResourceInUseException",
      "Cluster already exists with name: main",
    ]);
    expect(await refused("POST", "/clusters", { ...cluster, name: "b", roleArn: role("nobody") })).toEqual([
      400,
      "InvalidParameterException",
      `roleArn, ${role("nobody")}, does not exist`,
    ]);
    const elsewhere = { ...cluster, name: "b", resourcesVpcConfig: { subnetIds: ["subnet-2"] } };
    expect((await refused("POST", "/clusters", elsewhere))[2]).toBe(
      "The subnet ID 'subnet-2' does not exist",
    );
    expect(await refused("GET", "/clusters/other")).toEqual([
      404,
      "ResourceNotFoundException",
      "No cluster found for name: other.",
    ]);
    const unknown = await refused("POST", "/clusters/main/addons", {
      addonName: "cilium",
      addonVersion: "v1",
    });
    expect(unknown[2]).toBe("Addon specified is not supported");
    const pods = { namespace: "a", serviceAccount: "b", roleArn: role("nobody") };
    expect((await refused("POST", "/clusters/main/pod-identity-associations", pods))[2]).toBe(
      "Role provided in the request does not exist.",
    );
    expect((await refused("POST", "/clusters/main/update-config", {}))[2]).toBe(
      "The emulated EKS has no POST /clusters/main/update-config",
    );
  });

  it("gives a node group an Auto Scaling group without machines, and takes it away again", async () => {
    await eks("POST", "/clusters", cluster);
    const { content } = await eks("POST", "/clusters/main/node-groups", {
      nodegroupName: "system",
      nodeRole: role("eks"),
      subnets: ["subnet-1"],
      scalingConfig: { minSize: 2, maxSize: 6, desiredSize: 2 },
      launchTemplate: { id: "lt-1", version: "3" },
    });
    expect(content).toMatchObject({
      nodegroup: {
        version: "1.35",
        launchTemplate: { id: "lt-1", name: "nodes", version: "3" },
        scalingConfig: { minSize: 2 },
        resources: { autoScalingGroups: [{ name: expect.stringMatching(/^eks-system-/) as string }] },
      },
    });
    const [group] = asked("CreateAutoScalingGroup");
    expect(Object.fromEntries(group ?? [])).toMatchObject({
      MaxSize: "6",
      DesiredCapacity: "0",
      "LaunchTemplate.LaunchTemplateId": "lt-1",
      "LaunchTemplate.Version": "3",
    });
    expect((await eks("DELETE", "/clusters/main")).headers["x-amzn-errortype"]).toBe(
      "ResourceInUseException",
    );
    await eks("DELETE", "/clusters/main/node-groups/system");
    expect(asked("DeleteAutoScalingGroup")[0]?.get("AutoScalingGroupName")).toBe(
      group?.get("AutoScalingGroupName"),
    );
    expect((await eks("GET", "/clusters/main/node-groups")).content).toEqual({ nodegroups: [] });
  });

  it("installs add-ons in versions that are offered for the cluster's Kubernetes", async () => {
    await eks("POST", "/clusters", cluster);
    const coredns = { addonName: "coredns", addonVersion: "v1.14.3-eksbuild.3", configurationValues: "{}" };
    expect((await eks("POST", "/clusters/main/addons", { ...coredns, addonVersion: "v1.2.3" })).status).toBe(
      400,
    );
    await eks("POST", "/clusters/main/addons", coredns);
    expect((await eks("GET", "/clusters/main/addons/coredns")).content).toMatchObject({
      addon: { ...coredns, status: "ACTIVE", clusterName: "main" },
    });
    await eks("DELETE", "/clusters/main/addons/coredns");
    expect((await eks("GET", "/clusters/main/addons/coredns")).status).toBe(404);
  });

  it("keeps access entries by principal, with their policies", async () => {
    await eks("POST", "/clusters", cluster);
    const principalArn = role("deploy");
    const entry = `/clusters/main/access-entries/${encodeURIComponent(principalArn)}`;
    await eks("POST", "/clusters/main/access-entries", { principalArn });
    expect((await eks("GET", entry)).content).toMatchObject({
      accessEntry: {
        principalArn,
        type: "STANDARD",
        username: `arn:aws:sts::${account}:assumed-role/deploy/{{SessionName}}`,
      },
    });
    const policyArn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";
    await eks("POST", `${entry}/access-policies`, { policyArn, accessScope: { type: "cluster" } });
    expect((await eks("GET", `${entry}/access-policies`)).content).toMatchObject({
      associatedAccessPolicies: [{ policyArn, accessScope: { type: "cluster" } }],
    });
    await eks("DELETE", `${entry}/access-policies/${encodeURIComponent(policyArn)}`);
    expect((await eks("GET", `${entry}/access-policies`)).content).toMatchObject({
      associatedAccessPolicies: [],
    });
    await eks("DELETE", entry);
    expect((await eks("GET", entry)).status).toBe(404);
  });

  it("lets each service account have one Pod Identity", async () => {
    await eks("POST", "/clusters", cluster);
    const identity = { namespace: "kube-system", serviceAccount: "aws-node", roleArn: role("eks") };
    const path = "/clusters/main/pod-identity-associations";
    const { content } = await eks("POST", path, identity);
    const { associationId } = (content as { association: { associationId: string } }).association;
    expect((await eks("GET", `${path}/${associationId}`)).content).toMatchObject({ association: identity });
    expect((await eks("POST", path, identity)).content).toEqual({
      message: `Association already exists: ${associationId}`,
    });
    await eks("DELETE", `${path}/${associationId}`);
    expect((await eks("GET", path)).content).toEqual({ associations: [] });
  });
});
