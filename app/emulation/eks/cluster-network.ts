import { asObject } from "../../terraform/json";
import { type AwsCall, queryCall } from "../aws-call";
import type { Moto } from "../moto";
import { listed, parseXml } from "../xml-protocol";
import { invalid } from "./registry";

/**
 * The security group that EKS makes for control plane and nodes, in the VPC of the cluster's subnets.
 * @throws ServiceError InvalidParameterException for a subnet that is not there
 */
export async function addClusterSecurityGroup(
  cluster: string,
  subnets: readonly string[],
  call: AwsCall,
  moto: Moto,
): Promise<{ readonly vpcId: string; readonly groupId: string }> {
  const ids = Object.fromEntries(subnets.map((id, index) => [`SubnetId.${index + 1}`, id]));
  const found = await moto.forward(queryCall(call, "ec2", "DescribeSubnets", ids));
  const described = listed(asObject(parseXml(found.body)["DescribeSubnetsResponse"])["subnetSet"]);
  const vpcId = described[0]?.["vpcId"];
  if (typeof vpcId !== "string") invalid(`The subnet ID '${subnets.join(", ")}' does not exist`);
  const created = await moto.forward(
    queryCall(call, "ec2", "CreateSecurityGroup", {
      GroupName: `eks-cluster-sg-${cluster}`,
      GroupDescription:
        "EKS created security group applied to ENI that is attached to EKS Control Plane master nodes, as well as any managed workloads.",
      VpcId: vpcId,
    }),
  );
  const groupId = asObject(parseXml(created.body)["CreateSecurityGroupResponse"])["groupId"];
  return { vpcId, groupId: String(groupId) };
}

export async function removeSecurityGroup(id: string, call: AwsCall, moto: Moto): Promise<void> {
  await moto.forward(queryCall(call, "ec2", "DeleteSecurityGroup", { GroupId: id }));
}
