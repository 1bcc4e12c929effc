import { z } from "zod";

/** What a reader and an error message need to know about one field of an environment. */
export interface FieldDocumentation {
  /** What the field decides, in one sentence. */
  description: string;
  /** Unit of the value: "days", "USD a month", "IPv4 network"; "name" or "choice" where nothing is measured. */
  unit: string;
  /** What is accepted, phrased to follow "write": "a whole number of days from 7 to 30". Every refusal quotes it. */
  accepts: string;
  /** What a key of a record stands for, shown as `clusters.<cluster>`, and which names it may be. */
  key?: { stands: string; accepts: string };
  /** The default in words, where it is worked out from other fields and the schema cannot show it. */
  computedDefault?: string;
}

/** Attaches the documentation that docs/environments.md and every error message are made from. */
export function field<T extends z.ZodType>(schema: T, documentation: FieldDocumentation): T {
  return schema.meta({ ...documentation });
}

/** Reads back what {@link field} attached. */
export function documentationOf(schema: z.ZodType): FieldDocumentation | undefined {
  const meta = schema.meta();
  if (!meta || typeof meta.description !== "string") return undefined;
  return meta as unknown as FieldDocumentation;
}

/** A whole number between two limits, both included. */
export function wholeNumber(minimum: number, maximum: number) {
  return z.int().min(minimum).max(maximum);
}

/** Lower-case name that fits AWS names, DNS labels and Terraform addresses alike. */
export function shortName(maximumLength: number) {
  return z.string().regex(new RegExp(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)).max(maximumLength);
}

/** What {@link shortName} accepts, in words. */
export function shortNameAccepts(maximumLength: number): string {
  return `at most ${maximumLength} lower-case letters, digits and single hyphens, beginning with a letter`;
}

/** EC2 instance type such as "m6i.large"; whether AWS offers it in the region is AWS's answer at plan time. */
export const instanceType = z
  .string()
  .regex(/^[a-z][a-z0-9-]*\.(nano|micro|small|medium|large|metal|\d{0,3}xlarge|metal-\d+xl)$/);

/** IAM principal that may be named in a trust policy: a role or user of any account. */
export const principalArn = z
  .string()
  .regex(/^arn:aws(-cn|-us-gov)?:iam::\d{12}:(role|user)\/[\w+=,.@/-]{1,512}$/);

/** Value of an AWS tag. Source: AWS General Reference, "Tag naming limits and requirements". */
export const tagValue = z.string().regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u);
