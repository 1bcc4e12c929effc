import {
  paginateGetResources,
  ResourceGroupsTaggingAPIClient,
} from "@aws-sdk/client-resource-groups-tagging-api";
import { type AwsAccess, clientSettings } from "../aws/client-settings";
import { awsFailure } from "../aws/failures";
import { UserError } from "../user-error";

/** An object of the estate as AWS's tag index lists it. */
export interface TaggedObject {
  readonly arn: string;
  /** Name of the stack that made it (tag `stack`). */
  readonly stack: string;
  /** Terraform address in that stack (tag `address`). */
  readonly address: string;
}

/**
 * What carries the tags of an environment's stacks in one region. The index lists objects for hours after they are
 * deleted, and lists new ones some seconds late, so whether a listed object exists must be asked elsewhere. IAM roles
 * and Auto Scaling groups are never in it. Source: Resource Groups Tagging API reference, "GetResources";
 * aws/aws-sdk#676.
 * @param environment value of the tag `environment`
 * @throws UserError when AWS cannot be asked
 */
export async function taggedObjects(environment: string, access: AwsAccess): Promise<TaggedObject[]> {
  const client = new ResourceGroupsTaggingAPIClient(
    await clientSettings("RESOURCE_GROUPS_TAGGING_API", access),
  );
  const filters = [{ Key: "environment", Values: [environment] }, { Key: "stack" }, { Key: "address" }];
  const found: TaggedObject[] = [];
  try {
    const pages = paginateGetResources({ client }, { TagFilters: filters, ResourcesPerPage: 100 });
    for await (const { ResourceTagMappingList: resources = [] } of pages) {
      for (const { ResourceARN: arn, Tags: tags = [] } of resources) {
        const value = (key: string): string => tags.find(({ Key }) => Key === key)?.Value ?? "";
        if (arn !== undefined) found.push({ arn, stack: value("stack"), address: value("address") });
      }
    }
  } catch (error) {
    throw explained(error, access.region);
  } finally {
    client.destroy();
  }
  return found;
}

function explained(error: unknown, region: string): unknown {
  const failure = awsFailure(`The tagged objects of ${region} could not be listed`, error);
  if (!(error instanceof Error) || error.name !== "AccessDeniedException") return failure;
  // Deploy roles of an account that was set up with an older version lack it.
  return failure instanceof UserError
    ? new UserError(failure.message, ["`drydock bootstrap` gives the deploy role tag:GetResources."], {
        cause: error,
      })
    : failure;
}
