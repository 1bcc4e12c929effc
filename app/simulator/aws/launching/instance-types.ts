import type { Market } from "../../cloud/capacity";
import type { QuotaCode } from "../quotas";

/** `g6e`, `2xlarge` of `g6e.2xlarge`. */
const NAME = /^([a-z]+\d+[a-z0-9-]*)\.(nano|micro|small|medium|large|\d*xlarge|metal(?:-\d+xl)?)$/;

/** Whether a text has the form of an instance type. */
export function isInstanceType(name: string): boolean {
  return NAME.test(name);
}

/**
 * vCPUs by size: 2 up to `large`, then 4 for each `xlarge`, as almost every current family has it (Amazon EC2 Instance
 * Types Guide). Machines without a hypervisor count like the largest size, 96.
 */
export function vcpusOf(instanceType: string): number {
  const size = NAME.exec(instanceType)?.[2] ?? "large";
  const times = /^(\d*)xlarge$/.exec(size);
  if (times) return 4 * Number(times[1] || 1);
  return size.startsWith("metal") ? 96 : 2;
}

/** The processor of a family: Graviton where a `g` follows the generation (`m7g`, `g5g`), and in `a1`. */
export function architectureOf(instanceType: string): "x86_64" | "arm64" {
  const family = NAME.exec(instanceType)?.[1] ?? "";
  return /^(a1|[a-z]+\d+g[a-z]*)$/.test(family) ? "arm64" : "x86_64";
}

const BUCKETS: readonly { family: RegExp; codes: Readonly<Record<Market, QuotaCode>> }[] = [
  { family: /^(g|gr|vt)\d/, codes: { "on-demand": "L-DB2E81BA", spot: "L-3819A6DF" } },
  { family: /^p\d/, codes: { "on-demand": "L-417A185B", spot: "L-7212CCBC" } },
  { family: /^(a|c|d|h|i|im|is|m|r|t|z)\d/, codes: { "on-demand": "L-1216C47A", spot: "L-34B43A08" } },
];

/** The quota of vCPUs that an instance type counts towards; undefined for families that are not simulated (inf, trn, x …). */
export function quotaOf(instanceType: string, market: Market): QuotaCode | undefined {
  return BUCKETS.find(({ family }) => family.test(instanceType))?.codes[market];
}
