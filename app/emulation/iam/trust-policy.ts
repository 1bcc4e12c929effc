import { asObject } from "../../terraform/json";
import { type AwsCall, queryCall } from "../aws-call";
import type { Moto } from "../moto";
import { parseXml } from "../xml-protocol";

/** The trust policy of a role; undefined when there is no such role. */
export async function trustPolicy(roleArn: string, caller: AwsCall, moto: Moto): Promise<string | undefined> {
  const RoleName = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  const response = await moto.forward(queryCall(caller, "iam", "GetRole", { RoleName }));
  if (response.status !== 200) return undefined;
  const answer = asObject(parseXml(response.body)["GetRoleResponse"]);
  const role = asObject(asObject(answer["GetRoleResult"])["Role"]);
  return role["Arn"] === roleArn ? decodeURIComponent(String(role["AssumeRolePolicyDocument"])) : undefined;
}
