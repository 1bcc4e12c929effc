import { asText } from "../../terraform/json";
import { byArgument, byArn, byLastPart, type ImportRules, joined } from "./import-rule";

/** AWS Identity and Access Management. The tag index never lists roles, and the rest in one region only. */
export const roles: ImportRules = {
  aws_iam_instance_profile: { ...byLastPart, ...byArgument("name") },
  aws_iam_openid_connect_provider: {
    ...byArn,
    fromValues: (values, { partition, account }) => {
      const issuer = asText(values["url"])?.replace(/^https:\/\//, "");
      return issuer && `arn:${partition}:iam::${account}:oidc-provider/${issuer}`;
    },
  },
  aws_iam_policy: {
    ...byArn,
    fromValues: (values, { partition, account }) => {
      const name = asText(values["name"]);
      const path = asText(values["path"]) ?? "/";
      return name && `arn:${partition}:iam::${account}:policy${path}${name}`;
    },
  },
  aws_iam_role: byArgument("name"),
  aws_iam_role_policy: { fromValues: (values) => joined(":", values["role"], values["name"]) },
  aws_iam_role_policy_attachment: {
    fromValues: (values) => joined("/", values["role"], values["policy_arn"]),
  },
  // Its name is AWS's own; the stacks that declare one note the ARN (EstateStack.mayExist).
  aws_iam_service_linked_role: {},
};
