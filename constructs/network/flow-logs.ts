import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { Construct } from "constructs";
import { RESOURCE } from "../estate/logical-ids";
import { regionalArn, type Placement } from "../estate/placement";
import { ServiceRole } from "../iam/service-role";

/** @see FlowLogs */
export interface FlowLogsProps {
  readonly vpcId: string;
  readonly placement: Placement;
  /** Name of the log group. */
  readonly logGroupName: string;
  /** Name of the role that the service delivers with. */
  readonly roleName: string;
  /** ARN of the key that encrypts the log group. */
  readonly kmsKeyArn: string;
  /** Days that records are kept. */
  readonly retentionDays: number;
  /** ARN of the permissions boundary of the role. */
  readonly permissionsBoundaryArn: string;
}

const AGGREGATION_SECONDS = 60;

/** Records of every accepted and refused connection of a VPC, in an encrypted log group. */
export class FlowLogs extends Construct {
  readonly logGroup: CloudwatchLogGroup;
  readonly role: ServiceRole;
  readonly flowLog: FlowLog;

  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    this.logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: props.logGroupName,
      kmsKeyId: props.kmsKeyArn,
      retentionInDays: props.retentionDays,
    });
    const logGroupArn = regionalArn(props.placement, "logs", `log-group:${props.logGroupName}`);
    this.role = new ServiceRole(this, "role", {
      name: props.roleName,
      description: `Delivers VPC flow logs to ${props.logGroupName}`,
      service: "vpc-flow-logs.amazonaws.com",
      // Source: Amazon VPC user guide, "IAM role for publishing flow logs to CloudWatch Logs".
      trustConditions: {
        StringEquals: { "aws:SourceAccount": props.placement.accountId },
        ArnLike: { "aws:SourceArn": regionalArn(props.placement, "ec2", "vpc-flow-log/*") },
      },
      permissionsBoundaryArn: props.permissionsBoundaryArn,
      // Without logs:CreateLogGroup, which AWS's example has: records that arrive after the log group is destroyed
      // would bring it back, unencrypted and unknown to Terraform, and the next creation would fail on its name.
      statements: [
        {
          sid: "Deliver",
          actions: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
          resources: [logGroupArn, `${logGroupArn}:*`],
        },
        {
          sid: "Find",
          actions: ["logs:DescribeLogGroups"],
          resources: [regionalArn(props.placement, "logs", "log-group:*")],
        },
      ],
    });
    this.flowLog = new FlowLog(this, RESOURCE, {
      vpcId: props.vpcId,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: this.logGroup.arn,
      iamRoleArn: this.role.role.arn,
      maxAggregationInterval: AGGREGATION_SECONDS,
      // The role may deliver only once it has its policy.
      dependsOn: [this.role.policy],
    });
  }
}
