import type { CallContext, CloudObject, TypeTable } from "../../behaviour";
import { ApiError } from "../../cloud/api-error";
import type { Attributes } from "../../value";
import { generatedName, regionalArn, text } from "../identifiers";
import { targetGroupFacts } from "./target-group-facts";

/** Seconds for which the provider repeats a deletion that a listener stands in the way of. */
const DELETION_RETRIED_SECONDS = 120;

/** Protocols of application load balancers; the others are network ones'. */
const isHttp = (attributes: Attributes): boolean => /^HTTPS?$/.test(text(attributes["protocol"]));

export const targetGroup: TypeTable = {
  facts: targetGroupFacts,
  api: {
    service: "Elastic Load Balancing v2",
    noun: "ELBv2 Target Group",
    create: "CreateTargetGroup",
    read: "DescribeTargetGroups",
    update: "ModifyTargetGroup",
    delete: "DeleteTargetGroup",
  },
  behaviour: {
    identity: (attributes, context) => {
      const name = generatedName({ name_prefix: "tf-", ...attributes }, "name", context);
      return regionalArn("elasticloadbalancing", context, `targetgroup/${name}/${context.id("", 16)}`);
    },
    computed: {
      arn: (attributes) => text(attributes["id"]),
      arn_suffix: (attributes) => text(attributes["id"]).split(":").at(-1) ?? "",
      name: (attributes) => text(attributes["id"]).split("/")[1] ?? "",
      name_prefix: () => "",
      connection_termination: () => false,
      health_check: (attributes) => [healthCheck(attributes)],
      ip_address_type: () => "ipv4",
      load_balancing_algorithm_type: (attributes) => (isHttp(attributes) ? "round_robin" : null),
      load_balancing_anomaly_mitigation: (attributes) => (isHttp(attributes) ? "off" : null),
      load_balancing_cross_zone_enabled: () => "use_load_balancer_configuration",
      preserve_client_ip: (attributes) =>
        isHttp(attributes) ? null : String(attributes["target_type"] === "instance"),
      protocol_version: (attributes) => (isHttp(attributes) ? "HTTP1" : ""),
      stickiness: (attributes) => [
        {
          cookie_duration: isHttp(attributes) ? 86_400 : 0,
          cookie_name: "",
          enabled: false,
          type: isHttp(attributes) ? "lb_cookie" : "source_ip",
        },
      ],
      target_failover: () => [],
      target_group_health: () => [],
      target_health_state: () => [],
    },
    references: [
      {
        path: "vpc_id",
        type: "aws_vpc",
        attribute: "id",
        missing: "ValidationError",
        sentence: "The VPC ID '{}' is not found",
      },
    ],
    unique: [
      {
        key: (attributes) => text(attributes["name"]) || undefined,
        scope: "region",
        code: "DuplicateTargetGroupName",
        message: (attributes) =>
          `A target group with the same name '${text(attributes["name"])}' exists, but with different settings`,
      },
    ],
    created: completeHealthCheck,
    read: (object, context) => ({
      ...object.attributes,
      load_balancer_arns: listenersOf(object, context).map((one) =>
        text(one.attributes["load_balancer_arn"]),
      ),
    }),
    beforeDelete(object, context) {
      if (listenersOf(object, context).length === 0) return;
      throw new ApiError(
        "ResourceInUse",
        `Target group '${object.id}' is currently in use by a listener or a rule`,
        { retriedForSeconds: DELETION_RETRIED_SECONDS },
      );
    },
    deleted(object, { cloud }) {
      for (const one of cloud.findAllBy("aws_lb_target_group_attachment", "target_group_arn", object.id)) {
        cloud.discard(one);
      }
    },
  },
};

function listenersOf(object: CloudObject, { cloud }: CallContext): CloudObject[] {
  return cloud.referring(object, "arn", "aws_lb_listener");
}

/** What AWS checks when nothing is said: HTTP for application load balancers, a connection for network ones. */
function healthCheck(attributes: Attributes): Attributes {
  const http = isHttp(attributes);
  return {
    enabled: true,
    healthy_threshold: 5,
    interval: 30,
    matcher: http ? "200" : "",
    path: http ? "/" : "",
    port: "traffic-port",
    protocol: http ? text(attributes["protocol"]) : "TCP",
    timeout: http ? 5 : 10,
    unhealthy_threshold: 2,
  };
}

/** A timeout that the configuration leaves out lies inside a block, where `computed` does not reach. */
function completeHealthCheck(object: CloudObject, { cloud }: CallContext): void {
  const checks = object.attributes["health_check"];
  const [check] = Array.isArray(checks) ? (checks as Attributes[]) : [];
  if (!check) return;
  const http = /^HTTPS?$/.test(text(check["protocol"]));
  cloud.change(object, {
    health_check: [
      {
        ...check,
        matcher: check["matcher"] ?? (http ? (isHttp(object.attributes) ? "200" : "200-399") : ""),
        path: check["path"] ?? (http ? "/" : ""),
        timeout:
          check["timeout"] ??
          (http && !isHttp(object.attributes) ? 6 : (healthCheck(object.attributes)["timeout"] ?? null)),
      },
    ],
  });
}

/** One target of a group. */
export const targetGroupAttachment: TypeTable = {
  facts: {
    availability_zone: { forceNew: true },
    port: { forceNew: true },
    target_group_arn: { forceNew: true },
    target_id: { forceNew: true },
  },
  api: {
    service: "Elastic Load Balancing v2",
    noun: "ELBv2 Target Group Attachment",
    create: "RegisterTargets",
    read: "DescribeTargetHealth",
    delete: "DeregisterTargets",
  },
  behaviour: {
    identity: (attributes, context) => context.id(`${text(attributes["target_group_arn"])}-`, 26),
    references: [
      {
        path: "target_group_arn",
        type: "aws_lb_target_group",
        attribute: "arn",
        missing: "TargetGroupNotFound",
        sentence: "One or more target groups not found",
      },
    ],
    check(attributes, context) {
      const target = text(attributes["target_id"]);
      if (!target.startsWith("i-") || context.cloud.get("aws_instance", target, context)) return;
      throw new ApiError("InvalidTarget", `The instance IDs '${target}' do not exist`);
    },
  },
};
