import type { Scene } from "../scene";
import type { Observation } from "../steps/expect";
import { buildNetwork, type Hazard } from "./hazard";
import { refusedCalls } from "./refused-call";

export const principalGone: Hazard = {
  name: "principal-gone",
  errorCode: "MalformedPolicyDocumentException",
  happens:
    "A policy that names a role by its ARN is malformed once the role is deleted, and a role made again under the name is another one to it.",
  rehearsed:
    "Every role of the disposable stacks is gone, and KMS refuses a policy that names one; the policies of the keys are changed by hand and written again by a deployment; the network is built.",
  survived:
    "No policy of a survivor names a role of a disposable stack: keys let principals of the account in and tell them apart by conditions.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
  from: "survivors",
  steps: [
    {
      step: "expect",
      title: "KMS refuses a policy that names a role that is gone",
      of: (scene) =>
        refusedCalls({
          what: "A key whose policy names a role that is gone",
          code: "MalformedPolicyDocumentException",
          by: () => scene.make("keep-keys", "aws_kms_key", { policy: policyWithLostRole(scene) }),
        }),
    },
    {
      step: "expect",
      title: "No policy of a survivor names a role that is gone",
      of: rolesInPolicies,
    },
    {
      step: "arrange",
      title: "Somebody replaces the policy of each key",
      by: (scene) => {
        for (const key of scene.cloud.listEverywhere("aws_kms_key")) {
          const root = `arn:aws:iam::${key.account}:root`;
          const statement = { Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" };
          scene.cloud.changeBehindTerraform(key, {
            policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
          });
        }
      },
    },
    { step: "apply", stacks: { parts: ["keep-keys"] } },
    ...buildNetwork,
  ],
};

/** A key's policy that names a role of the network, which is not there. */
function policyWithLostRole(scene: Scene): string {
  const { account } = scene.object("aws_kms_key");
  const role = String(scene.declared("network", "aws_iam_role").attributes["name"]);
  const principals = [`arn:aws:iam::${account}:root`, `arn:aws:iam::${account}:role/${role}`];
  const statement = { Effect: "Allow", Principal: { AWS: principals }, Action: "kms:*", Resource: "*" };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/** Roles that policies of survivors name and that are not there. */
export function rolesInPolicies({ cloud }: Pick<Scene, "cloud">): Observation {
  const policies = cloud
    .snapshot()
    .flatMap(({ type, id, attributes }) =>
      Object.entries(attributes).flatMap(([name, value]) =>
        /policy$/.test(name) && typeof value === "string" && value.startsWith("{")
          ? [{ where: `${name} of ${type} ${id}`, value }]
          : [],
      ),
    );
  const exists = (arn: string): boolean =>
    ["aws_iam_role", "aws_iam_service_linked_role"].some((type) => cloud.findBy(type, "arn", arn)) ||
    cloud.principals.mayExist(arn);
  const wrong = policies.flatMap(({ where, value }) =>
    [...value.matchAll(/"(arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+)"/g)]
      .map(([, arn = ""]) => arn)
      .filter((arn) => !exists(arn))
      .map((arn) => `The ${where} names ${arn}, which does not exist.`),
  );
  if (policies.length === 0) wrong.push("There was no policy to read.");
  return { sentence: `${policies.length} policies were read`, wrong };
}
