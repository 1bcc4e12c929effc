import { Token, type TerraformResource } from "cdktf";
import { UserError } from "../../app/user-error";

interface TaggableResource extends TerraformResource {
  readonly tagsInput?: Record<string, string>;
  tags: Record<string, string>;
}

function isTaggable(resource: TerraformResource): resource is TaggableResource {
  return "tagsInput" in resource;
}

/** The Terraform address of a resource in its stack: `aws_vpc.vpc`. */
export function addressOf(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}

/**
 * Tags a resource, where its type takes tags, with its Terraform address, so that a bill, a console page or an
 * alarm leads to the line of code. The other four tags are the provider's default tags; this one differs for each
 * resource. Tagging twice changes nothing.
 * @throws UserError for tags that are one Terraform expression
 */
export function tagAddress(resource: TerraformResource): void {
  if (!isTaggable(resource)) return;
  const tags = resource.tagsInput ?? {};
  if (Token.isUnresolved(tags)) {
    throw new UserError(
      `The tags of "${resource.node.path}" are a Terraform expression, so the address tag cannot be added. ` +
        `Give them as a plain map; the values may be expressions.`,
    );
  }
  resource.tags = { ...tags, address: addressOf(resource) };
}
