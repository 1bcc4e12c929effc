import { ServiceError } from "../../simulator/state-endpoint/service-error";
import { admits } from "../../simulator/state-endpoint/trust";
import type { Caller } from "../../simulator/state-endpoint/credentials";
import { accountOfAccessKey } from "../../simulator/state-endpoint/credentials";
import { CALLER_USER } from "../../simulator/aws/account";
import { asObject, type JsonObject } from "../../terraform/json";
import type { AwsCall } from "../aws-call";
import type { Gap } from "../gap";
import { trustPolicy } from "../iam/trust-policy";
import { parseXml } from "../xml-protocol";

/** Taking on a role: it must be there, and its trust policy must let the caller in. */
export function assumeRole(): Gap {
  const sessions = new Map<string, Caller>();
  return {
    service: "sts",
    moto: "gives out credentials of roles that do not exist or do not trust the caller",
    async answer(call, moto) {
      if (call.operation !== "AssumeRole") return undefined;
      const roleArn = call.form.get("RoleArn") ?? "";
      const caller = sessions.get(call.keyId) ?? administrator(call);
      const trust = await trustPolicy(roleArn, call, moto);
      if (trust === undefined || !admits(trust, caller, call.form.get("ExternalId"))) {
        throw new ServiceError(
          403,
          "AccessDenied",
          `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
        );
      }
      const response = await moto.forward(call);
      const result = member(parseXml(response.body), "AssumeRoleResponse", "AssumeRoleResult");
      const keyId = member(result, "Credentials")["AccessKeyId"];
      const arn = member(result, "AssumedRoleUser")["Arn"];
      const session = { ...caller, arn: String(arn), roleArn };
      if (keyId !== undefined) sessions.set(String(keyId), session);
      return response;
    },
  };
}

/** Whoever holds the first credentials, as the simulated cloud names them. */
function administrator({ keyId }: AwsCall): Caller {
  const account = accountOfAccessKey(keyId) ?? "";
  return { account, arn: `arn:aws:iam::${account}:user/${CALLER_USER}`, userId: keyId };
}

function member(object: JsonObject, ...path: readonly string[]): JsonObject {
  return path.reduce((current, name) => asObject(current[name]), object);
}
