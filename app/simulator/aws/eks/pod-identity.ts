import type { CallContext, CloudObject, TypeTable } from "../../behaviour";
import { ApiError } from "../../cloud/api-error";
import type { Attributes } from "../../value";
import { regionalArn, text } from "../identifiers";
import { trusts } from "../role-rights";
import { requireCluster } from "./cluster";
import { eksError, PROPAGATION_SECONDS } from "./eks-error";

export const podIdentityAssociation: TypeTable = {
  facts: {
    cluster_name: { forceNew: true },
    disable_session_tags: { default: false },
    namespace: { forceNew: true },
    service_account: { forceNew: true },
    tags_all: { computed: true },
  },
  api: {
    service: "EKS",
    noun: "EKS Pod Identity Association",
    create: "CreatePodIdentityAssociation",
    read: "DescribePodIdentityAssociation",
    update: "UpdatePodIdentityAssociation",
    delete: "DeletePodIdentityAssociation",
  },
  behaviour: {
    identity: (_, context) => context.id("a-", 17),
    computed: {
      association_id: (attributes) => text(attributes["id"]),
      association_arn: (attributes, context) =>
        regionalArn(
          "eks",
          context,
          `podidentityassociation/${text(attributes["cluster_name"])}/${text(attributes["id"])}`,
        ),
      external_id: () => "",
    },
    check(attributes, context, prior) {
      requireCluster(text(attributes["cluster_name"]), context);
      requirePodRole(text(attributes["role_arn"]), context);
      const other = prior ? undefined : associationOf(attributes, context);
      if (other) throw eksError("ResourceInUseException", `Association already exists: ${other.id}`);
    },
    importId(id) {
      const [clusterName, associationId] = id.split(",");
      if (clusterName === undefined || associationId === undefined) return undefined;
      return { association_id: associationId, cluster_name: clusterName };
    },
  },
};

/** The association that a service account of a cluster has already, by itself or through an add-on. */
function associationOf(attributes: Attributes, { cloud, scope }: CallContext): CloudObject | undefined {
  return cloud
    .findAllBy("aws_eks_pod_identity_association", "cluster_name", text(attributes["cluster_name"]))
    .find(
      (one) =>
        one.scope === scope &&
        one.attributes["namespace"] === attributes["namespace"] &&
        one.attributes["service_account"] === attributes["service_account"],
    );
}

/**
 * The role of a pod must be there, and let EKS's pods take it and tag their sessions.
 * @throws ApiError InvalidParameterException; retryable while IAM has not settled, as the provider tries again
 */
export function requirePodRole(arn: string, context: CallContext): void {
  const { cloud } = context;
  const role = cloud.findBy("aws_iam_role", "arn", arn);
  if (!role || !cloud.consistency.isVisible(role, context, cloud.clock.nowMs)) {
    throw new ApiError("InvalidParameterException", "Role provided in the request does not exist.", {
      retriedForSeconds: PROPAGATION_SECONDS,
    });
  }
  const policy = text(role.attributes["assume_role_policy"]);
  const service = "pods.eks.amazonaws.com";
  if (trusts(policy, service) && trusts(policy, service, "sts:TagSession")) return;
  throw eksError("InvalidParameterException", "Trust policy of the role provided is invalid");
}
