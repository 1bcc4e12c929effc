import type { ServiceTables } from "../../../../app/simulator/behaviour";

/**
 * A cloud small enough to read in a test: two networks' worth of types of the old SDK, one of the new framework.
 * The product's own tables (app/simulator/aws) have tests of their own.
 */
export const sampleTables: ServiceTables = {
  resources: {
    aws_vpc: {
      version: 1,
      facts: {
        cidr_block: { forceNew: true, computed: true },
        enable_dns_support: { default: true },
        enable_dns_hostnames: { computed: true },
        instance_tenancy: { default: "default" },
      },
      api: {
        service: "EC2",
        noun: "EC2 VPC",
        create: "CreateVpc",
        read: "DescribeVpcs",
        update: "ModifyVpcAttribute",
        delete: "DeleteVpc",
      },
      behaviour: {
        identity: (_attributes, { id }) => id("vpc-"),
        computed: {
          arn: ({ id }, { region, account }) => `arn:aws:ec2:${region}:${account}:vpc/${String(id)}`,
          owner_id: (_attributes, { account }) => account,
          default_network_acl_id: (_attributes, { id }) => id("acl-"),
        },
        recomputedBy: [{ when: ["enable_dns_hostnames"], attributes: ["default_network_acl_id"] }],
      },
    },
    aws_subnet: {
      version: 1,
      facts: {
        vpc_id: { forceNew: true },
        cidr_block: { forceNew: true },
        map_public_ip_on_launch: { default: false },
      },
      api: {
        service: "EC2",
        noun: "EC2 Subnet",
        create: "CreateSubnet",
        read: "DescribeSubnets",
        update: "ModifySubnetAttribute",
        delete: "DeleteSubnet",
      },
      behaviour: {
        identity: (_attributes, { id }) => id("subnet-"),
        references: [
          {
            path: "vpc_id",
            type: "aws_vpc",
            attribute: "id",
            missing: "InvalidVpcID.NotFound",
            blocksDelete: "DependencyViolation",
          },
        ],
      },
    },
    aws_vpc_security_group_egress_rule: {
      facts: { tags_all: { computed: true } },
      api: {
        service: "EC2",
        noun: "VPC Security Group Rule",
        create: "AuthorizeSecurityGroupEgress",
        read: "DescribeSecurityGroupRules",
        delete: "RevokeSecurityGroupEgress",
      },
      behaviour: {
        identity: (_attributes, { id }) => id("sgr-"),
        computed: { arn: ({ id }) => `arn:aws:ec2:::security-group-rule/${String(id)}` },
      },
    },
  },
  dataSources: {
    aws_caller_identity: {
      api: { service: "STS", noun: "STS Caller Identity", read: "GetCallerIdentity" },
      read: (_config, { account }) => ({
        id: account,
        account_id: account,
        arn: `arn:aws:iam::${account}:user/operator`,
        user_id: "AIDASAMPLE",
      }),
    },
  },
};
