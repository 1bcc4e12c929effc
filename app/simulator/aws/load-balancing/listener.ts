import type { CallContext, CloudObject, TypeTable } from "../../behaviour";
import { ApiError } from "../../cloud/api-error";
import type { Attributes } from "../../value";
import { blocks, isSet, text } from "../identifiers";
import { listenerFacts } from "./listener-facts";

/** Protocols by kind of load balancer (ELB API Reference, "CreateListener"). */
const PROTOCOLS: Readonly<Record<string, readonly string[]>> = {
  application: ["HTTP", "HTTPS"],
  network: ["TCP", "TCP_UDP", "TLS", "UDP"],
};

export const listener: TypeTable = {
  facts: listenerFacts,
  api: {
    service: "Elastic Load Balancing v2",
    noun: "ELBv2 Listener",
    create: "CreateListener",
    read: "DescribeListeners",
    update: "ModifyListener",
    delete: "DeleteListener",
  },
  behaviour: {
    identity: (attributes, context) =>
      `${text(attributes["load_balancer_arn"]).replace(":loadbalancer/", ":listener/")}/${context.id("", 16)}`,
    computed: {
      arn: (attributes) => text(attributes["id"]),
      protocol: (attributes, context) => (isApplication(attributes, context) ? "HTTP" : "TCP"),
      ssl_policy: (attributes) =>
        /^(HTTPS|TLS)$/.test(text(attributes["protocol"])) ? "ELBSecurityPolicy-2016-08" : "",
      tcp_idle_timeout_seconds: (attributes) => (attributes["protocol"] === "TCP" ? 350 : null),
      routing_http_response_server_enabled: (attributes) => /^HTTPS?$/.test(text(attributes["protocol"])),
    },
    references: [
      {
        path: "load_balancer_arn",
        type: "aws_lb",
        attribute: "arn",
        missing: "LoadBalancerNotFound",
        sentence: "Load balancer '{}' not found",
      },
      ...["default_action.target_group_arn", "default_action.forward.target_group.arn"].map((path) => ({
        path,
        type: "aws_lb_target_group",
        attribute: "arn",
        missing: "TargetGroupNotFound",
        sentence: "One or more target groups not found",
      })),
      {
        path: "certificate_arn",
        type: "aws_acm_certificate",
        attribute: "arn",
        missing: "CertificateNotFound",
        sentence: "Certificate '{}' not found",
      },
    ],
    unique: [
      {
        key: (attributes) => `${text(attributes["load_balancer_arn"])}:${String(attributes["port"])}`,
        scope: "region",
        code: "DuplicateListener",
        message: (attributes) =>
          `A listener already exists on this port for this load balancer '${text(attributes["load_balancer_arn"])}'`,
      },
    ],
    check: checkListener,
    created: numberActions,
    updated: numberActions,
  },
};

function loadBalancerOf(attributes: Attributes, { cloud }: CallContext): CloudObject | undefined {
  return cloud.findBy("aws_lb", "arn", text(attributes["load_balancer_arn"]));
}

function isApplication(attributes: Attributes, context: CallContext): boolean {
  return loadBalancerOf(attributes, context)?.attributes["load_balancer_type"] === "application";
}

function checkListener(attributes: Attributes, context: CallContext): void {
  const protocol = text(attributes["protocol"]);
  const kind = text(loadBalancerOf(attributes, context)?.attributes["load_balancer_type"]);
  const allowed = PROTOCOLS[kind];
  if (protocol !== "" && allowed && !allowed.includes(protocol)) {
    throw new ApiError(
      "ValidationError",
      `Listener protocol '${protocol}' must be one of '${[...allowed].reverse().join(", ")}'`,
    );
  }
  if (/^(HTTPS|TLS)$/.test(protocol) && !isSet(attributes["certificate_arn"])) {
    throw new ApiError("ValidationError", `A certificate must be specified for ${protocol} listeners`);
  }
}

/** AWS numbers the actions that the configuration does not number. */
function numberActions(object: CloudObject, { cloud }: CallContext): void {
  const actions = blocks(object.attributes["default_action"]);
  if (actions.every((action) => isSet(action["order"]))) return;
  const numbered = actions.map((action, index): Attributes => ({
    ...action,
    order: action["order"] ?? index + 1,
  }));
  cloud.change(object, { default_action: numbered });
}
