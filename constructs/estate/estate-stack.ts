import {
  DataTerraformRemoteStateS3,
  S3Backend,
  TerraformElement,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
  type IResolvable,
  type S3BackendConfig,
} from "cdktf";
import type { Construct, Node } from "constructs";
import type { Environment } from "../../app/environments/schema";
import {
  deployRoleArn,
  lifetimeOf,
  stackName,
  stateBucketName,
  stateKey,
  tags,
  type Lifetime,
  type Tags,
} from "../../app/naming";
import { UserError } from "../../app/user-error";
import { AccountProvider } from "./account-provider";
import { addressOf, tagAddress } from "./address-tag";
import {
  exportKind,
  outputName,
  refuseSensitive,
  type Exportable,
  type ExportContract,
  type ExportKind,
  type ExportValues,
  type ReadExports,
} from "./exports";
import { LogicalIds } from "./logical-ids";
import { placementOf, type Placement } from "./placement";
import { renderStack, type Json } from "./rendering";
import { preventDestroy } from "./retention";
import { ChangedAddress, RequiredVersion } from "./settings";
import { UndeclaredReference } from "./undeclared-reference";

/** Handle on what a stack exports; `EstateStack.read` turns it into references. */
export interface StackExports<T> {
  /** The producing stack. */
  readonly producer: EstateStack;
  /** How each member is read from the state. */
  readonly kinds: { readonly [K in keyof T]: ExportKind };
}

/** What every stack of the estate is given. */
export interface EstateStackProps {
  /** Decides the name, and whether the stack survives a rebuild. */
  readonly lifetime: Lifetime;
  /** The stack's own part of its name, unique in an environment: `network`, `keys`. */
  readonly part: string;
  /** The environments that the stack serves: one, or all of an account for `bootstrap`. The first one names things. */
  readonly environments: readonly [Environment, ...Environment[]];
  /** Region of the provider. @default - the first environment's region */
  readonly region?: string;
  /**
   * Whose credentials create the resources and open the state: the environment's deploy role, or those of the
   * caller, for the stack that creates the deploy role.
   * @default "deploy-role"
   */
  readonly credentials?: "deploy-role" | "caller";
}

/**
 * The base of every stack: state in S3 with a lock file, a provider that refuses a foreign account, default tags
 * and the address tag, readable addresses, typed exports, and protection of what must survive a rebuild.
 */
export abstract class EstateStack extends TerraformStack {
  /** Full name: the folder in the output, the key of the state, the argument of `cdktf deploy`. */
  readonly stackName: string;
  readonly lifetime: Lifetime;
  /** The stack's own part of its name, the same in every environment. */
  readonly part: string;
  readonly environments: readonly [Environment, ...Environment[]];
  /** Account and region of the provider. */
  readonly placement: Placement;
  /** Where the state lies. */
  readonly backend: { readonly bucket: string; readonly key: string; readonly region: string };
  /** What every provider of the stack tags by default. */
  readonly defaultTags: Tags;
  /** Resources that an account may hold already, by address, with the id that `terraform import` takes. */
  readonly importIds: Record<string, string> = {};
  /** Outputs by Terraform name, with their kinds. */
  readonly outputKinds: Record<string, ExportKind> = {};

  private readonly logicalIds = new LogicalIds();
  private readonly remoteStates = new Map<EstateStack, DataTerraformRemoteStateS3>();
  private readonly backendConfig: S3BackendConfig;

  constructor(scope: Construct, props: EstateStackProps) {
    super(scope, nameOf(props));
    const environment = props.environments[0];
    const account = environment.account;
    this.stackName = this.node.id;
    this.lifetime = lifetimeOf(this.stackName);
    this.part = props.part;
    this.environments = props.environments;
    this.placement = placementOf(account.id, props.region ?? environment.region);
    this.defaultTags = tags(environment, this.stackName);
    this.backend = {
      bucket: stateBucketName(environment),
      key: stateKey(this.stackName),
      region: account.stateRegion,
    };

    const assumeRole =
      props.credentials === "caller"
        ? undefined
        : { roleArn: deployRoleArn(environment), sessionName: this.stackName };
    // No `encrypt`: it sends the header for SSE-S3 with every object and so overrides the bucket's default, which
    // is the account's own KMS key.
    this.backendConfig = { ...this.backend, allowedAccountIds: [account.id], assumeRole };
    new S3Backend(this, this.backendConfig).addOverride("use_lockfile", true);

    new AccountProvider(this, "aws", {
      accountId: account.id,
      region: this.placement.region,
      tags: this.defaultTags,
      assumeRole,
    });
    new RequiredVersion(this, "required-version");
  }

  /**
   * Declares what other stacks may read; each member becomes one output.
   * @throws UserError for a sensitive value
   */
  protected export<T extends ExportContract<T>>(values: ExportValues<T>): StackExports<T> {
    const kinds: Partial<Record<keyof T, ExportKind>> = {};
    for (const [member, value] of Object.entries<Exportable | IResolvable>(values)) {
      refuseSensitive(this, member, value);
      const name = outputName(member);
      const output = new TerraformOutput(this, `output-${name.replaceAll("_", "-")}`, { value });
      output.overrideLogicalId(name);
      this.outputKinds[name] = exportKind(value);
      kinds[member as keyof T] = exportKind(value);
    }
    return { producer: this, kinds: kinds as StackExports<T>["kinds"] };
  }

  /** Reads what another stack exports, through one `terraform_remote_state` for each producer. */
  protected read<T extends ExportContract<T>>(exports: StackExports<T>): ReadExports<T> {
    const state = this.remoteState(exports.producer);
    const references = Object.entries<ExportKind>(exports.kinds).map(([member, kind]) => {
      const output = outputName(member);
      switch (kind) {
        case "string":
          return [member, state.getString(output)];
        case "number":
          return [member, state.getNumber(output)];
        case "bool":
          return [member, state.getBoolean(output)];
        case "list":
          return [member, state.getList(output)];
      }
    });
    return Object.fromEntries(references) as ReadExports<T>;
  }

  /** Records that a resource changed its address: Terraform renames it in the state instead of replacing it. */
  protected moved(from: string, to: string): void {
    new ChangedAddress(this, { from, to });
  }

  /**
   * Records that a resource left the configuration.
   * @param destroy false: Terraform forgets it and leaves the object alone
   */
  protected removed(from: string, { destroy }: { readonly destroy: boolean }): void {
    new ChangedAddress(this, { from, destroy });
  }

  /**
   * Notes the id under which a resource is imported where it is there already: what an account has once, or what AWS
   * makes by itself. A bootstrap and a deployment then take it over.
   */
  protected mayExist(resource: TerraformResource, importId: string): void {
    this.importIds[addressOf(resource)] = importId;
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : element;
    return this.logicalIds.allocate(
      this.stackName,
      node.scopes.slice(node.scopes.indexOf(this) + 1) as Construct[],
    );
  }

  /** Refuses what cdktf would do by itself: an output nobody declared, marked sensitive, read by another stack. */
  override registerOutgoingCrossStackReference(identifier: string): TerraformOutput {
    throw new UndeclaredReference(this.stackName, identifier);
  }

  /**
   * Adds to every resource what the base owes it: the address tag, and `prevent_destroy` where the stack survives a
   * rebuild. A walk and not an aspect, because the guardrails look at the tree before cdktf runs aspects. Safe to
   * repeat.
   */
  completeResources(): void {
    for (const resource of this.node.findAll().filter(TerraformResource.isTerraformResource)) {
      tagAddress(resource);
      if (this.lifetime === "keep") preventDestroy(resource);
    }
  }

  /** cdktf renders every element here to find references into other stacks; `toTerraform` finds them by itself. */
  override prepareStack(): void {
    this.completeResources();
  }

  override toTerraform(): Json {
    try {
      return renderStack(this);
    } catch (error) {
      throw error instanceof UndeclaredReference ? error.usedBy(this.stackName) : error;
    }
  }

  /** @throws Error always: what a stack says stands in its constructs, and `toTerraform` renders those only */
  override addOverride(path: string): void {
    throw new Error(
      `"${path}" of the stack "${this.stackName}" cannot be overridden. Override it at its construct.`,
    );
  }

  private remoteState(producer: EstateStack): DataTerraformRemoteStateS3 {
    const known = this.remoteStates.get(producer);
    if (known) return known;
    if (producer === this) throw new UserError(`The stack "${this.stackName}" reads its own exports.`);
    this.addDependency(producer);
    const state = new DataTerraformRemoteStateS3(this, producer.part, {
      ...this.backendConfig,
      ...producer.backend,
    });
    this.remoteStates.set(producer, state);
    return state;
  }
}

function nameOf({ lifetime, part, environments: [environment] }: EstateStackProps): string {
  if (lifetime === "account") return stackName.bootstrap(environment.account.name);
  return stackName[lifetime](environment, part);
}
