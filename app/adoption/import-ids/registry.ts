import { byArgument, type ImportRules } from "./import-rule";

/** Amazon ECR. */
export const registry: ImportRules = {
  aws_ecr_lifecycle_policy: byArgument("repository"),
  aws_ecr_repository: {
    fromArn: (arn) => /:repository\/(.+)$/.exec(arn)?.[1],
    ...byArgument("name"),
  },
  aws_ecr_repository_policy: byArgument("repository"),
};
