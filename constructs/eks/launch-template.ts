import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Construct } from "constructs";
import { addressOf } from "../estate/address-tag";
import { RESOURCE } from "../estate/logical-ids";

/** @see NodeTemplate */
export interface NodeTemplateProps {
  /** Name of the launch template, and value of the instances' Name tag. */
  readonly name: string;
  /** What the nodes are for, as shown in the console. */
  readonly description: string;
  /** Size of the root volume, GiB. */
  readonly diskGib: number;
  /** ARN of the key that encrypts it. */
  readonly volumeKeyArn: string;
  /** The only security group of the nodes. */
  readonly securityGroupId: string;
  /** Capacity reservation that the nodes run in. @default - none: any capacity */
  readonly capacityReservationId?: string;
  /** Tags of the instances, volumes and network interfaces; a provider's default tags do not reach them. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Root device of Amazon Linux 2023. */
const ROOT_DEVICE = "/dev/xvda";

/** What EC2 takes tags for when it starts a node. */
const TAGGED = ["instance", "network-interface", "volume"] as const;

/**
 * What EC2 starts a node from. Metadata answers only to session tokens and only on the node itself, so that a pod gets
 * its own credentials and not the node's. Image, types and user data are left to EKS.
 * Source: EKS user guide, "Customize managed nodes with launch templates"; EKS best practices guide, "Restrict access
 * to the instance profile assigned to the worker node".
 */
export class NodeTemplate extends Construct {
  readonly template: LaunchTemplate;

  constructor(scope: Construct, id: string, props: NodeTemplateProps) {
    super(scope, id);
    this.template = new LaunchTemplate(this, RESOURCE, {
      name: props.name,
      description: props.description,
      updateDefaultVersion: true,
      blockDeviceMappings: [
        {
          deviceName: ROOT_DEVICE,
          ebs: {
            volumeType: "gp3",
            volumeSize: props.diskGib,
            encrypted: "true",
            kmsKeyId: props.volumeKeyArn,
            deleteOnTermination: "true",
          },
        },
      ],
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
        instanceMetadataTags: "disabled",
      },
      // CloudWatch's one-minute metrics cost USD 2.10 a node and month and repeat what the cluster measures itself.
      monitoring: { enabled: false },
      networkInterfaces: [
        {
          deviceIndex: 0,
          associatePublicIpAddress: "false",
          deleteOnTermination: "true",
          securityGroups: [props.securityGroupId],
        },
      ],
      capacityReservationSpecification: props.capacityReservationId
        ? { capacityReservationTarget: { capacityReservationId: props.capacityReservationId } }
        : undefined,
      tags: { Name: props.name },
    });
    const tags = { ...props.tags, Name: props.name, address: addressOf(this.template) };
    this.template.putTagSpecifications(TAGGED.map((resourceType) => ({ resourceType, tags })));
  }
}
