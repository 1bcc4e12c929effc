import { buildNetwork, type Hazard } from "./hazard";

export interface UsedUpQuota {
  readonly name: string;
  readonly errorCode: string;
  /** The quota's code in Service Quotas. */
  readonly quota: string;
  /** Type of the resource that it counts. */
  readonly type: string;
  /** The quota in words: "VPCs per Region". */
  readonly what: string;
}

/** While the network was away, somebody else has used up what it needs. */
export function usedUpQuota({ name, errorCode, quota, type, what }: UsedUpQuota): Hazard {
  return {
    name,
    errorCode,
    happens: `Between destruction and recreation others use up the account's quota of ${what} (${quota}).`,
    rehearsed: `The quota is used up when the network is built; the apply stops, and after the quota is raised it goes on.`,
    survived:
      "The apply fails with the quota's name and code; what it made is in the state, so the next one goes on from there.",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
    needs: { part: "network", type },
    from: "survivors",
    steps: [
      {
        step: "arrange",
        title: `The quota of ${what} is used up`,
        by: ({ cloud }) => void cloud.quotas.set(quota, cloud.listEverywhere(type).length),
      },
      {
        step: "expect-failure",
        of: "apply",
        stacks: { parts: ["network"] },
        code: errorCode,
        says: new RegExp(
          `^A quota of the account is used up, so ${type}\\.\\S+ of "[\\w-]+-network" could not be created: .*\\(${quota}\\)\\. Have it raised in Service Quotas`,
        ),
      },
      {
        step: "arrange",
        title: "The quota is raised",
        by: ({ cloud }) => void cloud.quotas.delete(quota),
      },
      ...buildNetwork,
    ],
  };
}
