import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcrRepositoryPolicy } from "@cdktf/provider-aws/lib/ecr-repository-policy";
import { Construct } from "constructs";
import { RESOURCE } from "../estate/logical-ids";
import { policyDocument, type Statement } from "../iam/policy-document";
import { lifecyclePolicy, type Keep } from "./lifecycle-policy";

/** @see ImageRepository */
export interface ImageRepositoryProps {
  /** Name in the registry: `drydock-dev/vault`. */
  readonly name: string;
  /** ARN of the KMS key that encrypts layers and manifests; it cannot be changed later. */
  readonly kmsKeyArn: string;
  /** The only account whose principals get in, 12 digits. */
  readonly accountId: string;
  /** ARN of the only role that may push. */
  readonly pusherArn: string;
  /** Which images stay. */
  readonly keep: Keep;
}

/** Actions that put something into a repository. */
const PUSH = ["ecr:CompleteLayerUpload", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart"];

/**
 * The repository of one image: a tag never moves, what is pushed is scanned, layers are encrypted under our key, and
 * nobody of another account gets in whatever somebody adds to the policy by hand. There is no statement against plain
 * HTTP, because ECR answers over TLS only.
 */
export class ImageRepository extends Construct {
  readonly repository: EcrRepository;

  constructor(scope: Construct, id: string, props: ImageRepositoryProps) {
    super(scope, id);
    this.repository = new EcrRepository(this, RESOURCE, {
      name: props.name,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: "KMS", kmsKey: props.kmsKeyArn }],
    });
    const repository = this.repository.name;
    new EcrLifecyclePolicy(this, "lifecycle", { repository, policy: lifecyclePolicy(props.keep) });
    new EcrRepositoryPolicy(this, "policy", { repository, policy: policyDocument(denials(props)) });
  }
}

/** Denials only: whom the account lets pull is for the policies of its roles to say. */
function denials({ accountId, pusherArn }: ImageRepositoryProps): Statement[] {
  return [
    {
      sid: "OnlyThisAccount",
      effect: "Deny",
      actions: ["ecr:*"],
      principals: "*",
      conditions: {
        StringNotEquals: { "aws:PrincipalAccount": accountId },
        // Scanners of AWS's own carry no account.
        Bool: { "aws:PrincipalIsAWSService": "false" },
      },
    },
    {
      sid: "OnlyTheDeployRolePushes",
      effect: "Deny",
      actions: PUSH,
      principals: "*",
      conditions: { ArnNotEquals: { "aws:PrincipalArn": pusherArn } },
    },
  ];
}
