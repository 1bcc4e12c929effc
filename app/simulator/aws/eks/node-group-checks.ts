import type { CallContext } from "../../behaviour";
import { ApiError } from "../../cloud/api-error";
import type { Attributes } from "../../value";
import { blocks, isSet, text, texts } from "../identifiers";
import { architectureOf, isInstanceType } from "../launching/instance-types";
import { requireCluster } from "./cluster";
import { eksError } from "./eks-error";
import { minorOf } from "./kubernetes-versions";
import { sizeOf, templateOf } from "./nodes";

/** What EKS refuses of a node group's arguments. */
export function checkNodeGroup(attributes: Attributes, context: CallContext, prior?: Attributes): void {
  const cluster = requireCluster(text(attributes["cluster_name"]), context);
  checkSize(attributes, prior !== undefined);
  checkLabels(attributes);
  checkTemplate(attributes, context, prior);
  checkVersions(attributes, text(cluster.attributes["version"]), prior);
  if (!prior) checkInstanceTypes(attributes);
}

function checkSize(attributes: Attributes, updating: boolean): void {
  const { desired, least, most } = sizeOf(attributes);
  if (least > desired) {
    throw invalid(
      updating
        ? `Minimum capacity ${least} can't be greater than desired size ${desired}`
        : "minSize can't be greater than desiredSize",
    );
  }
  if (desired > most) {
    throw invalid(
      updating
        ? `desired capacity ${desired} can't be greater than max size ${most}`
        : "desiredSize can't be greater than maxSize",
    );
  }
}

const RESERVED = ["kubernetes.io/", "k8s.io/", "eks.amazonaws.com/"] as const;

function checkLabels({ labels }: Attributes): void {
  const keys = typeof labels === "object" && labels !== null ? Object.keys(labels) : [];
  if (keys.some((key) => RESERVED.some((prefix) => key.includes(prefix)))) {
    throw invalid(`Label cannot contain reserved prefixes [${RESERVED.join(", ")}]`);
  }
}

/** Source: EKS User Guide, "Customize managed nodes with launch templates". */
function checkTemplate(attributes: Attributes, context: CallContext, prior?: Attributes): void {
  const template = eksTemplate(attributes, context);
  if (!template) return;
  if (blocks(attributes["remote_access"]).length > 0) {
    throw invalid("Remote access configuration cannot be specified with a launch template.");
  }
  const { disk_size: size } = attributes;
  if (typeof size === "number" && size > 0)
    throw invalid("Disk size must be specified within the launch template.");
  const own = texts(attributes["instance_types"]);
  if (own.length > 0 && isSet(template["instance_type"])) {
    throw eksError(
      "InvalidRequestException",
      "Cannot specify instance types in launch template and API Request",
    );
  }
  checkForbidden(template);
  if (isSet(template["image_id"]) && !prior) checkOwnImage(attributes);
}

/** EKS passes on what EC2 says of a template, under a code of its own. */
function eksTemplate(attributes: Attributes, context: CallContext): Attributes | undefined {
  try {
    return templateOf(attributes, context)?.attributes;
  } catch (error) {
    if (error instanceof ApiError) throw eksError("InvalidRequestException", error.message);
    throw error;
  }
}

/** Settings that a template must leave to EKS. The list is the guide's; the sentence is ours. */
function checkForbidden(template: Attributes): void {
  const found = [
    blocks(template["iam_instance_profile"]).length > 0 && "iamInstanceProfile",
    isSet(template["instance_initiated_shutdown_behavior"]) && "instanceInitiatedShutdownBehavior",
    blocks(template["hibernation_options"]).length > 0 && "hibernationOptions",
    blocks(template["network_interfaces"]).some((one) => isSet(one["subnet_id"])) &&
      "networkInterfaces.subnetId",
    blocks(template["instance_market_options"]).some((one) => one["market_type"] === "spot") &&
      "instanceMarketOptions",
  ].filter((name) => typeof name === "string");
  if (found.length > 0) throw invalid(`Launch template must not specify ${found.join(", ")}.`);
}

function checkOwnImage(attributes: Attributes): void {
  const { ami_type: amiType, version, release_version: release } = attributes;
  if (isSet(amiType) && amiType !== "CUSTOM") {
    throw invalid(
      "You cannot specify an AMI Type other than CUSTOM, when specifying an image id in your launch template.",
    );
  }
  if (isSet(version) || isSet(release)) {
    throw invalid(
      "You cannot specify a kubernetes version to use when specifying an image id to use within the launch template.",
    );
  }
}

function checkVersions(attributes: Attributes, clusterVersion: string, prior?: Attributes): void {
  if (attributes["ami_type"] === "CUSTOM") return;
  const version = text(attributes["version"]) || clusterVersion;
  if (minorOf(version) > minorOf(clusterVersion) || Number.isNaN(minorOf(version))) {
    throw invalid(
      `Nodegroup Kubernetes version ${version} is not valid for a cluster of Kubernetes version ${clusterVersion}.`,
    );
  }
  const release = text(attributes["release_version"]);
  if (release === "" || release === prior?.["release_version"]) return;
  // Bottlerocket and Windows number their releases by themselves.
  const numbered = /^(AL2|$)/.test(text(attributes["ami_type"]));
  if (!numbered || new RegExp(`^${version}\\.\\d+-\\d{8}$`).test(release)) return;
  throw invalid(`Requested release version ${release} is not valid for kubernetes version ${version}.`);
}

function checkInstanceTypes(attributes: Attributes): void {
  const types = texts(attributes["instance_types"]);
  const unknown = types.filter((type) => !isInstanceType(type));
  if (unknown.length > 0) {
    throw invalid(`The following supplied instance types do not exist: [${unknown.join(", ")}]`);
  }
  const amiType = text(attributes["ami_type"]);
  const wanted = /_ARM_64|_arm64|_aarch64/i.test(amiType) ? "arm64" : "x86_64";
  const wrong = types.find((type) => architectureOf(type) !== wanted);
  if (amiType !== "CUSTOM" && wrong !== undefined) {
    throw invalid(
      `[${wrong}] is not a valid instance type for requested amiType ${amiType || "AL2023_x86_64_STANDARD"}`,
    );
  }
}

function invalid(message: string): ApiError {
  return eksError("InvalidParameterException", message);
}
