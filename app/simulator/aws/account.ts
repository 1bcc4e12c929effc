import type { DataSource, ServiceTables, TypeTable } from "../behaviour";
import { accountArn } from "./identifiers";
import { regionFacts } from "./regions";

/** What a provider is in the eyes of STS when a rehearsal gives it plain credentials. */
export const CALLER_USER = "rehearsal";

const encryptionByDefault: TypeTable = {
  facts: { enabled: { default: true } },
  api: {
    service: "EC2",
    noun: "EBS Encryption By Default",
    create: "EnableEbsEncryptionByDefault",
    read: "GetEbsEncryptionByDefault",
    update: "EnableEbsEncryptionByDefault",
    delete: "DisableEbsEncryptionByDefault",
  },
  behaviour: {
    identity: (_, context) => context.id("terraform-", 26),
    // The setting is one for a region; whoever sets it again writes over it.
    adopt: (_, context) => context.cloud.list(context.type, context)[0],
  },
};

/** Value that leaves the choice to the image or to the launch. */
const NO_PREFERENCE = "no-preference";

const metadataDefaults: TypeTable = {
  facts: {
    http_endpoint: { default: NO_PREFERENCE },
    http_put_response_hop_limit: { default: -1 },
    http_tokens: { default: NO_PREFERENCE },
    instance_metadata_tags: { default: NO_PREFERENCE },
  },
  api: {
    service: "EC2",
    noun: "EC2 Instance Metadata Defaults",
    create: "ModifyInstanceMetadataDefaults",
    read: "GetInstanceMetadataDefaults",
    update: "ModifyInstanceMetadataDefaults",
    delete: "ModifyInstanceMetadataDefaults",
  },
  behaviour: {
    // The account's number, although the setting is one for a region.
    identity: (_, { account }) => account,
    adopt: (_, context) => context.cloud.list(context.type, context)[0],
  },
};

const callerIdentity: DataSource = {
  api: { service: "STS", noun: "STS Caller Identity", read: "GetCallerIdentity" },
  read: (_, context) => ({
    id: context.account,
    account_id: context.account,
    arn: accountArn("iam", context, `user/${CALLER_USER}`),
    user_id: `AIDA${context.account.padEnd(17, "A")}`,
  }),
};

const partition: DataSource = {
  api: { service: "STS", noun: "Partition", read: "GetCallerIdentity" },
  read: () => ({
    id: "aws",
    partition: "aws",
    dns_suffix: "amazonaws.com",
    reverse_dns_prefix: "com.amazonaws",
  }),
};

const region: DataSource = {
  facts: { endpoint: { computed: true }, name: { computed: true } },
  api: { service: "EC2", noun: "Region", read: "DescribeRegions" },
  read(config, context) {
    const name = [config["region"], config["name"], context.region].find(
      (value) => typeof value === "string",
    );
    const wanted = String(name);
    return {
      id: wanted,
      name: wanted,
      region: wanted,
      description: regionFacts(wanted).description,
      endpoint: `ec2.${wanted}.amazonaws.com`,
    };
  },
};

/** Settings of an account and what a provider asks about where it is. */
export const account: ServiceTables = {
  resources: {
    aws_ebs_encryption_by_default: encryptionByDefault,
    aws_ec2_instance_metadata_defaults: metadataDefaults,
  },
  dataSources: { aws_caller_identity: callerIdentity, aws_partition: partition, aws_region: region },
};
