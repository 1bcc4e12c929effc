import type { CallContext, TypeTable } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import type { Attributes } from "../value";
import { accountArn, iamUniqueId, text } from "./identifiers";

interface ServiceRole {
  /** What follows `AWSServiceRoleFor`. */
  readonly name: string;
  /** Types whose objects keep the role in use. */
  readonly usedBy: readonly string[];
}

/** Source: IAM User Guide, "AWS services that work with IAM", and each service's page on its role. */
const SERVICES: Readonly<Record<string, ServiceRole>> = {
  "access-analyzer.amazonaws.com": { name: "AccessAnalyzer", usedBy: ["aws_accessanalyzer_analyzer"] },
  "autoscaling.amazonaws.com": { name: "AutoScaling", usedBy: ["aws_autoscaling_group"] },
  "config.amazonaws.com": { name: "Config", usedBy: ["aws_config_configuration_recorder"] },
  "eks.amazonaws.com": { name: "AmazonEKS", usedBy: ["aws_eks_cluster"] },
  "eks-fargate.amazonaws.com": { name: "AmazonEKSForFargate", usedBy: ["aws_eks_fargate_profile"] },
  "eks-nodegroup.amazonaws.com": { name: "AmazonEKSNodegroup", usedBy: ["aws_eks_node_group"] },
  "elasticache.amazonaws.com": {
    name: "ElastiCache",
    usedBy: ["aws_elasticache_replication_group", "aws_elasticache_cluster"],
  },
  "elasticloadbalancing.amazonaws.com": { name: "ElasticLoadBalancing", usedBy: ["aws_lb"] },
  "guardduty.amazonaws.com": { name: "AmazonGuardDuty", usedBy: ["aws_guardduty_detector"] },
  "rds.amazonaws.com": { name: "RDS", usedBy: ["aws_db_instance", "aws_rds_cluster"] },
  "spot.amazonaws.com": { name: "EC2Spot", usedBy: ["aws_spot_instance_request"] },
  "spotfleet.amazonaws.com": { name: "EC2SpotFleet", usedBy: ["aws_spot_fleet_request"] },
};

/** Services that let an account have several roles, told apart by a suffix (CreateServiceLinkedRole). */
const SUFFIX_ALLOWED = new Set(["autoscaling.amazonaws.com"]);

function serviceOf(attributes: Attributes): ServiceRole {
  const name = text(attributes["aws_service_name"]);
  const service = SERVICES[name];
  if (service) return service;
  throw new ApiError(
    "InvalidInput",
    `Service ${name} has no service-linked role here; add it to app/simulator/aws/iam-service-linked-role.ts.`,
  );
}

function roleName(attributes: Attributes): string {
  const suffix = text(attributes["custom_suffix"]);
  return `AWSServiceRoleFor${serviceOf(attributes).name}${suffix === "" ? "" : `_${suffix}`}`;
}

function arnOf(attributes: Attributes, context: CallContext): string {
  return accountArn("iam", context, `role${pathOf(attributes)}${roleName(attributes)}`);
}

function pathOf(attributes: Attributes): string {
  return `/aws-service-role/${text(attributes["aws_service_name"])}/`;
}

export const serviceLinkedRole: TypeTable = {
  facts: {
    aws_service_name: { forceNew: true },
    custom_suffix: { forceNew: true },
    tags_all: { computed: true },
  },
  api: {
    service: "IAM",
    noun: "IAM Service Linked Role",
    create: "CreateServiceLinkedRole",
    read: "GetRole",
    update: "UpdateRoleDescription",
    delete: "DeleteServiceLinkedRole",
  },
  behaviour: {
    identity: arnOf,
    computed: {
      arn: (attributes) => text(attributes["id"]),
      create_date: (_, { cloud }) => cloud.clock.timestamp,
      name: roleName,
      path: pathOf,
      unique_id: (_, context) => iamUniqueId("AROA", context),
    },
    check(attributes, context, prior) {
      const service = text(attributes["aws_service_name"]);
      if (text(attributes["custom_suffix"]) !== "" && !SUFFIX_ALLOWED.has(service)) {
        throw new ApiError("InvalidInput", `Custom suffix is not allowed for ${service}`);
      }
      if (!prior && context.cloud.get(context.type, arnOf(attributes, context), context)) {
        throw new ApiError(
          "InvalidInput",
          `Service role name ${roleName(attributes)} has been taken in this account, please try a different suffix.`,
        );
      }
    },
    beforeDelete(object, { cloud }) {
      const user = serviceOf(object.attributes)
        .usedBy.flatMap((type) => cloud.listEverywhere(type))
        .find((candidate) => candidate.account === object.account);
      if (user) {
        throw new ApiError(
          "DeleteConflict",
          `Deletion of service-linked role ${text(object.attributes["name"])} failed: it is used by ${user.type} ${user.id} in ${user.region}.`,
          { statusCode: 409 },
        );
      }
    },
  },
};
