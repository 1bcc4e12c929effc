import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { RESOURCE } from "../estate/logical-ids";
import { awsPolicyArn, type Placement } from "../estate/placement";
import { policyDocument, type Statement } from "../iam/policy-document";
import { clusterArn, type ClusterName } from "./cluster-name";

/** A Kubernetes service account. */
export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
}

/** @see PodIdentity */
export interface PodIdentityProps {
  readonly placement: Placement;
  readonly cluster: ClusterName;
  readonly serviceAccount: ServiceAccount;
  /** Name of the role; at most 64 characters. */
  readonly roleName: string;
  /** What the role is for, as shown in the console. */
  readonly description: string;
  /** A policy that AWS maintains, by name. @default - none */
  readonly awsPolicy?: string;
  /** What the role may do beside that. @default - nothing */
  readonly statements?: readonly Statement[];
  /** ARN of the permissions boundary; the deploy role may not create a role without it. */
  readonly permissionsBoundaryArn: string;
}

/**
 * AWS rights for the pods of one service account: a role that only EKS Pod Identity can take, for that service account
 * of that cluster. The service sends cluster, namespace and service account as session tags.
 * Source: EKS user guide, "Create IAM role with trust policy required by EKS Pod Identity".
 */
export class PodIdentity extends Construct {
  readonly role: IamRole;
  readonly association: EksPodIdentityAssociation;

  constructor(scope: Construct, id: string, props: PodIdentityProps) {
    super(scope, id);
    const { namespace, name } = props.serviceAccount;
    this.role = new IamRole(this, "role", {
      name: props.roleName,
      description: props.description,
      permissionsBoundary: props.permissionsBoundaryArn,
      assumeRolePolicy: policyDocument([
        {
          sid: "PodIdentity",
          actions: ["sts:AssumeRole", "sts:TagSession"],
          principals: { service: ["pods.eks.amazonaws.com"] },
          conditions: {
            StringEquals: {
              "aws:RequestTag/eks-cluster-arn": clusterArn(props.placement, props.cluster),
              "aws:RequestTag/kubernetes-namespace": namespace,
              "aws:RequestTag/kubernetes-service-account": name,
            },
          },
        },
      ]),
    });
    const rights: TerraformResource[] = [];
    if (props.awsPolicy) {
      rights.push(
        new IamRolePolicyAttachment(this, "aws-policy", {
          role: this.role.name,
          policyArn: awsPolicyArn(props.placement, props.awsPolicy),
        }),
      );
    }
    if (props.statements) {
      rights.push(
        new IamRolePolicy(this, "policy", {
          name: "permissions",
          role: this.role.name,
          policy: policyDocument(props.statements),
        }),
      );
    }
    this.association = new EksPodIdentityAssociation(this, RESOURCE, {
      clusterName: props.cluster.reference,
      namespace,
      serviceAccount: name,
      roleArn: this.role.arn,
      // The first pod that starts shall find everything that it may do.
      dependsOn: rights,
    });
  }
}
