import type { CallContext } from "../../behaviour";
import { ApiError } from "../../cloud/api-error";
import type { Attributes } from "../../value";
import { isSet } from "../identifiers";
import { groupInstanceTypes, groupTemplate } from "./group-launch";

/** What Auto Scaling refuses of a group's arguments. */
export function checkGroup(attributes: Attributes, context: CallContext): void {
  const { min_size: least, max_size: most, desired_capacity: desired } = attributes;
  if (Number(least) > Number(most)) {
    throw invalid(`Max bound, ${Number(most)}, must be greater than or equal to min bound, ${Number(least)}`);
  }
  if (typeof desired === "number" && (desired < Number(least) || desired > Number(most))) {
    throw invalid(
      `Desired capacity:${desired} must be between the specified min size:${Number(least)} and max size:${Number(most)}`,
    );
  }
  const template = groupTemplate(attributes, context);
  if (!template) {
    throw invalid(
      "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.",
    );
  }
  if (!isSet(template.attributes["image_id"])) {
    throw invalid(
      "You must use a valid fully-formed launch template. The request must contain the parameter ImageId",
    );
  }
  if (groupInstanceTypes(attributes, template.attributes).length === 0) {
    throw invalid(
      "You must use a valid fully-formed launch template. The request must contain the parameter InstanceType",
    );
  }
}

function invalid(message: string): ApiError {
  return new ApiError("ValidationError", message);
}
