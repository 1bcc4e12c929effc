import { byArgument, type ImportRules } from "./import-rule";

/** Amazon CloudWatch Logs. */
export const logs: ImportRules = {
  aws_cloudwatch_log_group: {
    fromArn: (arn) => /:log-group:([^:]+)/.exec(arn)?.[1],
    ...byArgument("name"),
  },
};
