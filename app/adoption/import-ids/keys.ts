import { byArgument, byLastPart, type ImportRules } from "./import-rule";

/** AWS Key Management Service. */
export const keys: ImportRules = {
  aws_kms_alias: byArgument("name"),
  aws_kms_key: byLastPart,
};
