import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformDataSource, TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import type { App } from "cdktf";
import type { IConstruct } from "constructs";
import { lifetimeOf, type Lifetime } from "../../app/naming";

/** A stack of the app with what rules ask for, read once for all of them: walking a tree of thousands is not free. */
export interface StackInTree {
  readonly stack: TerraformStack;
  readonly name: string;
  readonly lifetime: Lifetime;
  /** Managed resources without data sources, in the order of the tree. */
  readonly resources: readonly TerraformResource[];
  readonly dataSources: readonly TerraformDataSource[];
  readonly awsProviders: readonly AwsProvider[];
  /** Of services that the estate itself runs: kubernetes, vault. */
  readonly otherProviders: readonly TerraformProvider[];
}

/** The stacks of an app, wherever they stand in the tree. */
export function readTree(app: App): StackInTree[] {
  return app.node.findAll().filter(TerraformStack.isStack).map(readStack);
}

function readStack(stack: TerraformStack): StackInTree {
  const resources: TerraformResource[] = [];
  const dataSources: TerraformDataSource[] = [];
  const awsProviders: AwsProvider[] = [];
  const otherProviders: TerraformProvider[] = [];
  const visit = (construct: IConstruct): void => {
    if (TerraformResource.isTerraformResource(construct)) resources.push(construct);
    else if (TerraformDataSource.isTerraformDataSource(construct)) dataSources.push(construct);
    else if (construct instanceof AwsProvider) awsProviders.push(construct);
    else if (construct instanceof TerraformProvider) otherProviders.push(construct);
    for (const child of construct.node.children) {
      // A stack inside a stack is a stack of its own.
      if (!TerraformStack.isStack(child)) visit(child);
    }
  };
  visit(stack);
  const name = stack.node.id;
  return { stack, name, lifetime: lifetimeOf(name), resources, dataSources, awsProviders, otherProviders };
}
