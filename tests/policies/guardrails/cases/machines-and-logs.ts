import type { Resources, RuleCases } from "./rule-cases";

const address = "aws_instance.runner";

function instance(attributes: Record<string, unknown>): Resources {
  return { aws_instance: { runner: attributes } };
}

function template(attributes: Record<string, unknown>): Resources {
  return { aws_launch_template: { nodes: attributes } };
}

const templateAddress = "aws_launch_template.nodes";

function logGroup(attributes: Record<string, unknown>): Resources {
  return { aws_cloudwatch_log_group: { flow: { name: "/drydock/dev/flow", ...attributes } } };
}

export const machineAndLogCases: readonly RuleCases[] = [
  {
    rule: "ec2-imdsv2",
    fails: [
      { what: "an instance that says nothing", resources: instance({}), at: [address], says: "is null" },
      {
        what: "an account whose default is version 1 as well",
        resources: { aws_ec2_instance_metadata_defaults: { account: { http_tokens: "optional" } } },
        at: ["aws_ec2_instance_metadata_defaults.account"],
        says: '"optional"',
      },
      {
        what: "a launch template that says nothing",
        resources: template({}),
        at: [templateAddress],
        says: "is null",
      },
    ],
    passes: [
      {
        what: "a launch template that requires tokens",
        resources: template({ metadata_options: { http_tokens: "required" } }),
      },
      { what: "tokens required", resources: instance({ metadata_options: { http_tokens: "required" } }) },
      {
        what: "no metadata at all",
        resources: instance({ metadata_options: [{ http_endpoint: "disabled" }] }),
      },
    ],
  },
  {
    rule: "ec2-metadata-hop-limit",
    fails: [
      {
        what: "two hops",
        resources: instance({ metadata_options: { http_put_response_hop_limit: 2 } }),
        at: [address],
        says: "is 2",
      },
      {
        what: "an account that says nothing",
        resources: { aws_ec2_instance_metadata_defaults: { account: {} } },
        at: ["aws_ec2_instance_metadata_defaults.account"],
        says: "is null",
      },
      {
        what: "the two hops of EKS's own launch template",
        resources: template({ metadata_options: { http_put_response_hop_limit: 2 } }),
        at: [templateAddress],
        says: "is 2",
      },
    ],
    passes: [
      { what: "one hop", resources: instance({ metadata_options: { http_put_response_hop_limit: 1 } }) },
    ],
  },
  {
    rule: "ec2-volume-encryption",
    fails: [
      {
        what: "an instance that says nothing",
        resources: instance({}),
        at: [address],
        says: "no root_block_device",
      },
      {
        what: "a second volume without encryption",
        resources: instance({
          root_block_device: { encrypted: true },
          ebs_block_device: [{ device_name: "/dev/sdf" }],
        }),
        at: [address],
        says: "encrypted = null",
      },
      {
        what: "a launch template that leaves the disk to the account's default",
        resources: template({}),
        at: [templateAddress],
        says: "no block_device_mappings",
      },
      {
        what: "a launch template with AWS's own key",
        resources: template({ block_device_mappings: [{ ebs: { encrypted: "true" } }] }),
        at: [templateAddress],
        says: "kms_key_id = null",
      },
    ],
    passes: [
      { what: "encrypted volumes", resources: instance({ root_block_device: { encrypted: true } }) },
      {
        what: "a launch template with a key of ours",
        resources: template({
          block_device_mappings: [{ ebs: { encrypted: "true", kms_key_id: "${aws_kms_key.data.arn}" } }],
        }),
      },
    ],
  },
  {
    rule: "ec2-no-public-ip",
    fails: [
      {
        what: "an instance that leaves it to the subnet",
        resources: instance({}),
        at: [address],
        says: "so its subnet may decide",
      },
      {
        what: "a launch template without network interfaces",
        resources: template({}),
        at: [templateAddress],
        says: "so its subnet may decide",
      },
      {
        what: "a launch template with a public address",
        resources: template({ network_interfaces: [{ associate_public_ip_address: "true" }] }),
        at: [templateAddress],
        says: '"true"',
      },
    ],
    passes: [
      { what: "no public address", resources: instance({ associate_public_ip_address: false }) },
      {
        what: "a launch template without a public address",
        resources: template({ network_interfaces: [{ associate_public_ip_address: "false" }] }),
      },
    ],
  },
  {
    rule: "ec2-instance-profile",
    fails: [
      {
        what: "an instance without a role",
        resources: instance({}),
        at: [address],
        says: "iam_instance_profile",
      },
    ],
    passes: [
      {
        what: "an instance with a role",
        resources: instance({ iam_instance_profile: "${aws_iam_instance_profile.runner.name}" }),
      },
    ],
  },
  {
    rule: "ec2-detailed-monitoring",
    fails: [
      {
        what: "an instance that reports every five minutes",
        resources: instance({ monitoring: false }),
        at: [address],
        says: "monitoring is false",
      },
    ],
    passes: [{ what: "an instance that is watched", resources: instance({ monitoring: true }) }],
  },
  {
    rule: "ec2-ebs-optimized",
    fails: [
      {
        what: "an instance that says nothing",
        resources: instance({}),
        at: [address],
        says: "ebs_optimized is null",
      },
    ],
    passes: [{ what: "bandwidth of its own", resources: instance({ ebs_optimized: true }) }],
  },
  {
    rule: "ebs-encryption-by-default",
    fails: [
      {
        what: "the default switched off",
        resources: { aws_ebs_encryption_by_default: { account: { enabled: false } } },
        at: ["aws_ebs_encryption_by_default.account"],
        says: "enabled is false",
      },
    ],
    passes: [
      {
        what: "the default switched on",
        resources: { aws_ebs_encryption_by_default: { account: { enabled: true } } },
      },
    ],
  },
  {
    rule: "log-group-retention",
    fails: [
      {
        what: "logs for ever",
        resources: logGroup({ retention_in_days: 0 }),
        at: ["aws_cloudwatch_log_group.flow"],
        says: "retention_in_days is 0",
      },
      {
        what: "logs of production for 90 days",
        resources: logGroup({ retention_in_days: 90 }),
        tier: "production",
        at: ["aws_cloudwatch_log_group.flow"],
        says: "365 or more",
      },
    ],
    passes: [
      { what: "logs for 30 days", resources: logGroup({ retention_in_days: 30 }) },
      {
        what: "logs of production for a year",
        resources: logGroup({ retention_in_days: 365 }),
        tier: "production",
      },
    ],
  },
  {
    rule: "log-group-kms",
    fails: [
      {
        what: "logs without our key",
        resources: logGroup({}),
        at: ["aws_cloudwatch_log_group.flow"],
        says: "kms_key_id",
      },
    ],
    passes: [{ what: "logs with our key", resources: logGroup({ kms_key_id: "${aws_kms_key.logs.arn}" }) }],
  },
];
