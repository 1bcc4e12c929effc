/**
 * Facts about EC2 instance families that the rules need.
 * Source: EC2 Instance Types, "Accelerated computing" and naming conventions,
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/.
 */

/** Families with NVIDIA GPUs. A family that is missing here is added with the guide's page as its source. */
export const gpuFamilies: readonly string[] = [
  ...["g4dn", "g5", "g5g", "g6", "g6e", "g6f", "g7e", "gr6", "gr6f"],
  ...["p3", "p3dn", "p4d", "p4de", "p5", "p5e", "p5en", "p6-b200"],
];

/** "g5" of "g5.xlarge". */
export function familyOf(instanceType: string): string {
  return instanceType.slice(0, instanceType.indexOf("."));
}

export function hasGpu(instanceType: string): boolean {
  return gpuFamilies.includes(familyOf(instanceType));
}

/** AWS Graviton: a "g" right after the generation's number, and the first family, a1. */
export function isArm(instanceType: string): boolean {
  const family = familyOf(instanceType);
  return family === "a1" || /^[a-z]+\d+g/.test(family);
}

/** The families that a GPU group may be made of: the estate's images are x86_64. */
export const usableGpuFamilies: readonly string[] = gpuFamilies.filter(
  (family) => !isArm(`${family}.xlarge`),
);
