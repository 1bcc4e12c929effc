import type { CallContext, CloudObject, Reference, ServiceTables, TypeTable } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import type { Attributes } from "../value";
import { checkEncryption } from "./ecr-encryption";
import { invalid } from "./ecr-errors";
import { checkLifecyclePolicy, sameLifecyclePolicy } from "./ecr-lifecycle-policy";
import { regionalArn, text } from "./identifiers";
import { parsePolicy, samePolicy, type Statement } from "./json-policy";
import { checkPrincipals } from "./principals";
import { quota } from "./quotas";

const NAME = "(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*";
const SHORTEST_NAME = 2;
const LONGEST_NAME = 256;

function checkRepository(attributes: Attributes, context: CallContext, prior?: Attributes): void {
  if (prior) return;
  const name = text(attributes["name"]);
  if (!new RegExp(`^${NAME}$`).test(name) || name.length < SHORTEST_NAME || name.length > LONGEST_NAME) {
    throw invalid("repositoryName", `must satisfy regular expression '${NAME}'`);
  }
  if (context.cloud.get("aws_ecr_repository", name, context)) {
    throw new ApiError(
      "RepositoryAlreadyExistsException",
      `The repository with name '${name}' already exists in the registry with id '${context.account}'`,
    );
  }
  if (context.cloud.list("aws_ecr_repository", context).length >= quota(context.cloud, "L-CFEB8E8D")) {
    throw new ApiError(
      "LimitExceededException",
      "The number of repositories in the registry has reached its limit.",
    );
  }
  checkEncryption(attributes, context);
}

const repository: TypeTable = {
  facts: {
    encryption_configuration: { forceNew: true },
    "encryption_configuration.encryption_type": { default: "AES256", forceNew: true },
    "encryption_configuration.kms_key": { computed: true, forceNew: true },
    image_scanning_configuration: { maxItems: 1 },
    image_tag_mutability: { default: "MUTABLE" },
    image_tag_mutability_exclusion_filter: { maxItems: 5 },
    name: { forceNew: true },
    tags_all: { computed: true },
  },
  api: {
    service: "ECR",
    noun: "ECR Repository",
    create: "CreateRepository",
    read: "DescribeRepositories",
    update: "PutImageTagMutability",
    delete: "DeleteRepository",
  },
  behaviour: {
    identity: (attributes) => text(attributes["name"]),
    computed: {
      arn: (attributes, context) => regionalArn("ecr", context, `repository/${text(attributes["id"])}`),
      registry_id: (_, { account }) => account,
      repository_url: (attributes, { account, region }) =>
        `${account}.dkr.ecr.${region}.amazonaws.com/${text(attributes["id"])}`,
    },
    references: [
      {
        path: "encryption_configuration.kms_key",
        type: "aws_kms_key",
        attribute: "arn",
        missing: "KmsException",
      },
    ],
    check: checkRepository,
    beforeDelete(object, { cloud }) {
      const arn = text(object.attributes["arn"]);
      if (cloud.imageStore.isEmpty(arn) || object.attributes["force_delete"] === true) return;
      throw new ApiError(
        "RepositoryNotEmptyException",
        `The repository with name '${object.id}' in registry with id '${object.account}' cannot be deleted because it still contains images`,
      );
    },
    deleted(object, { cloud }) {
      cloud.imageStore.forget(text(object.attributes["arn"]));
      for (const type of ["aws_ecr_lifecycle_policy", "aws_ecr_repository_policy"]) {
        for (const setting of cloud.referring(object, "name", type)) cloud.discard(setting);
      }
    },
  },
};

/** The repository that a setting belongs to; both are deleted together. */
const ofRepository: Reference = {
  path: "repository",
  type: "aws_ecr_repository",
  attribute: "name",
  missing: "RepositoryNotFoundException",
};

const lifecyclePolicy: TypeTable = {
  facts: {
    policy: { forceNew: true, equivalent: sameLifecyclePolicy },
    repository: { forceNew: true },
  },
  api: {
    service: "ECR",
    noun: "ECR Lifecycle Policy",
    create: "PutLifecyclePolicy",
    read: "GetLifecyclePolicy",
    delete: "DeleteLifecyclePolicy",
  },
  behaviour: {
    identity: (attributes) => text(attributes["repository"]),
    computed: { registry_id: (_, { account }) => account },
    references: [ofRepository],
    check: (attributes) => checkLifecyclePolicy(text(attributes["policy"])),
    adopt: existing,
  },
};

const repositoryPolicy: TypeTable = {
  facts: { policy: { equivalent: samePolicy }, repository: { forceNew: true } },
  api: {
    service: "ECR",
    noun: "ECR Repository Policy",
    create: "SetRepositoryPolicy",
    read: "GetRepositoryPolicy",
    update: "SetRepositoryPolicy",
    delete: "DeleteRepositoryPolicy",
  },
  behaviour: {
    identity: (attributes) => text(attributes["repository"]),
    computed: { registry_id: (_, { account }) => account },
    references: [ofRepository],
    check: checkRepositoryPolicy,
    adopt: existing,
  },
};

/** A repository has one policy of each kind; whoever sets it again writes over it. */
function existing(attributes: Attributes, context: CallContext): CloudObject | undefined {
  return context.cloud.get(context.type, text(attributes["repository"]), context);
}

/** A repository policy speaks of its own repository: it has principals, and no resource. */
function checkRepositoryPolicy(attributes: Attributes, context: CallContext): void {
  const policy = parsePolicy(text(attributes["policy"]));
  if ("problem" in policy || policy.statements.some(isWrong)) {
    throw invalid("PolicyText", "Invalid repository policy provided");
  }
  checkPrincipals(policy, context, {
    code: "InvalidParameterException",
    message: () => invalid("PolicyText", "Principal not found").message,
  });
}

function isWrong(statement: Statement): boolean {
  const actions = [...statement.actions, ...statement.notActions];
  return (
    (!statement.principals && !statement.hasNotPrincipal) ||
    statement.resources.length + statement.notResources.length > 0 ||
    actions.length === 0 ||
    actions.some((action) => action !== "*" && !/^ecr:/i.test(action))
  );
}

/** Amazon Elastic Container Registry: private repositories and their policies. */
export const ecr: ServiceTables = {
  resources: {
    aws_ecr_repository: repository,
    aws_ecr_lifecycle_policy: lifecyclePolicy,
    aws_ecr_repository_policy: repositoryPolicy,
  },
  dataSources: {},
};
