import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role";
import { Construct } from "constructs";
import { iamArn, type Placement } from "../estate/placement";

/**
 * The roles that services of the estate need in an account, with the names that AWS gives them. Services make most
 * of them on first use, at a moment that no plan shows and with rights that the deploy role does not have.
 * Source: AWS IAM user guide, "AWS services that work with IAM", column service-linked roles.
 */
export const SERVICE_LINKED_ROLES = {
  autoscaling: "AWSServiceRoleForAutoScaling",
  eks: "AWSServiceRoleForAmazonEKS",
  "eks-nodegroup": "AWSServiceRoleForAmazonEKSNodegroup",
  elasticloadbalancing: "AWSServiceRoleForElasticLoadBalancing",
  spot: "AWSServiceRoleForEC2Spot",
} as const;

/** ARN of a service-linked role, which is also its import id. */
export function serviceLinkedRoleArn(
  placement: Placement,
  service: keyof typeof SERVICE_LINKED_ROLES,
): string {
  return iamArn(placement, `role/aws-service-role/${service}.amazonaws.com/${SERVICE_LINKED_ROLES[service]}`);
}

/** The service-linked roles of an account. One that exists already is imported by its ARN. */
export class ServiceLinkedRoles extends Construct {
  /** By service. */
  readonly roles: readonly IamServiceLinkedRole[];
  /** What the account may hold already: address, and the id that `terraform import` takes. */
  readonly importIds: ReadonlyMap<IamServiceLinkedRole, string>;

  constructor(scope: Construct, id: string, placement: Placement) {
    super(scope, id);
    const importIds = new Map<IamServiceLinkedRole, string>();
    for (const service of Object.keys(SERVICE_LINKED_ROLES) as (keyof typeof SERVICE_LINKED_ROLES)[]) {
      const role = new IamServiceLinkedRole(this, service, { awsServiceName: `${service}.amazonaws.com` });
      importIds.set(role, serviceLinkedRoleArn(placement, service));
    }
    this.roles = [...importIds.keys()];
    this.importIds = importIds;
  }
}
