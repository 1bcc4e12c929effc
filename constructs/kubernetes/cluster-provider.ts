import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { Fn } from "cdktf";
import type { Construct } from "constructs";
import { withConstraint } from "../estate/provider-constraint";

/** What Terraform has to know of a cluster to work in it; all of it is public. */
export interface ClusterAddress {
  readonly clusterName: string;
  /** `https://….eks.amazonaws.com` */
  readonly endpoint: string;
  /** Certificate of the cluster's authority, base64. */
  readonly certificateAuthority: string;
}

/** @see ClusterProvider */
export interface ClusterProviderProps {
  readonly cluster: ClusterAddress;
  readonly region: string;
  /** ARN of the role that the cluster's access entry lets in. */
  readonly roleArn: string;
  /** Port of this machine at which the endpoint is forwarded. @default - the endpoint is reached under its name */
  readonly localPort?: number;
}

/** The stable version of the interface; AWS CLI answers in it since 1.24 and 2.7. */
const EXEC_API = "client.authentication.k8s.io/v1";

/**
 * The kubernetes provider of a stack that works in one cluster. The AWS CLI signs a token for each command of
 * Terraform, good for minutes: no token, certificate or kubeconfig is in the configuration, the plan or the state.
 */
export class ClusterProvider extends KubernetesProvider {
  constructor(scope: Construct, id: string, props: ClusterProviderProps) {
    const { cluster, region, roleArn, localPort } = props;
    super(scope, id, {
      host: localPort === undefined ? cluster.endpoint : `https://127.0.0.1:${localPort}`,
      // Behind a forwarded port the certificate is still that of the endpoint.
      tlsServerName: localPort === undefined ? undefined : Fn.trimprefix(cluster.endpoint, "https://"),
      clusterCaCertificate: Fn.base64decode(cluster.certificateAuthority),
      exec: [
        {
          apiVersion: EXEC_API,
          command: "aws",
          args: [
            "eks",
            "get-token",
            "--cluster-name",
            cluster.clusterName,
            "--role-arn",
            roleArn,
            "--region",
            region,
            // A profile may ask for text or a table, which the provider could not read.
            "--output",
            "json",
          ],
        },
      ],
    });
  }

  override toTerraform(): object {
    return withConstraint(super.toTerraform() as object, "kubernetes");
  }
}
