import { asArray, asObject, asText, type JsonObject } from "../../terraform/json";

/** Where the objects of a stack live: what the ids of things are made of that AWS names by itself. */
export interface Place {
  readonly partition: string;
  /** 12 digits. */
  readonly account: string;
}

/**
 * How an object of one type is imported. The formats are those of the provider's documentation: the section "Import"
 * of the type's page (https://registry.terraform.io/providers/hashicorp/aws/latest/docs).
 */
export interface ImportRule {
  /**
   * The import id, from the ARN by which the tag index lists the object; undefined for an ARN of another kind. Left
   * out for types that take no tags, or that the index never lists.
   */
  fromArn?(arn: string): string | undefined;
  /**
   * The import id, from the planned values of the resource; undefined as long as one of them is not known. Left out
   * for types whose id AWS makes up.
   */
  fromValues?(values: JsonObject, place: Place): string | undefined;
  /**
   * Nothing is to be imported: what terraform calls creating sets a value that is always there, or takes over what is
   * there. Says which.
   */
  readonly settles?: string;
  /**
   * The provider's own words, without an address, for an object that is not there. Of all other types Terraform itself
   * says so ("Cannot import non-existent remote object").
   */
  readonly missing?: RegExp;
}

export type ImportRules = Readonly<Record<string, ImportRule>>;

/** The last part of an ARN: "vpc-1" of `arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-1`. */
export function lastPart(arn: string): string | undefined {
  const part = arn.slice(arn.lastIndexOf("/") + 1);
  return part === "" || part === arn ? undefined : part;
}

/** Texts of planned values, joined; undefined unless all are known. */
export function joined(separator: string, ...values: readonly unknown[]): string | undefined {
  const known = values.flatMap((value) => asText(value) || []);
  return known.length === values.length ? known.join(separator) : undefined;
}

/** The first block of a list of blocks. */
export function firstBlock(value: unknown): JsonObject {
  return asObject(asArray(value)[0]);
}

/** For types that are imported by one of their arguments. */
export function byArgument(name: string): Pick<ImportRule, "fromValues"> {
  return { fromValues: (values) => asText(values[name]) || undefined };
}

/** What AWS's own id ends the ARN with. */
export const byLastPart: Pick<ImportRule, "fromArn"> = { fromArn: lastPart };

/** For types that are imported by their ARN. */
export const byArn: Pick<ImportRule, "fromArn"> = { fromArn: (arn) => arn };
