import { TerraformResource, TerraformStack } from "cdktf";
import type { App } from "cdktf";

/** The stacks of an app, wherever they stand in the tree. */
export function stacksOf(app: App): TerraformStack[] {
  return app.node.findAll().filter(TerraformStack.isStack);
}

/** The managed resources of a stack, without data sources, in the order of the tree. */
export function resourcesOf(stack: TerraformStack): TerraformResource[] {
  return stack.node.findAll().filter(TerraformResource.isTerraformResource);
}

/** "aws_vpc.main" */
export function terraformAddress(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}
