import { partitionOf } from "../../naming";
import { problem } from "../problem";
import type { Rule } from "./rule";

/** First words of the names of stacks that outlive environments; an environment called so would pass for one. */
const reservedNames = ["bootstrap", "keep"];

const nameIsNotReserved: Rule = {
  says: `No environment is called ${reservedNames.join(" or ")}: stacks that survive a rebuild begin so.`,
  *check({ name }) {
    if (reservedNames.includes(name)) {
      yield problem(
        "name",
        `"${name}" begins the names of stacks that survive a rebuild; take another name.`,
      );
    }
  },
};

const somebodyMayDeploy: Rule = {
  says: "CI (account.oidc) or at least one operator may assume the deploy role.",
  *check({ account }) {
    if (!account.oidc && account.operators.length === 0) {
      yield problem(
        "account.operators",
        "is empty and account.oidc is left out, so nobody could assume the deploy role; state at least one of them.",
      );
    }
  },
};

const stateIsInThePartition: Rule = {
  says: "The state's region is in the same AWS partition as the environment.",
  *check({ account, region }) {
    if (partitionOf(account.stateRegion) !== partitionOf(region)) {
      yield problem(
        "account.stateRegion",
        `${account.stateRegion} is in the partition ${partitionOf(account.stateRegion)} and ${region} in ` +
          `${partitionOf(region)}; keep the state in the environment's partition.`,
      );
    }
  },
};

const alertsDiffer: Rule = {
  says: "Budget alerts rise, and none is stated twice.",
  *check({ budget }) {
    const thresholds = budget.alertAtPercent;
    for (const [index, percent] of thresholds.entries()) {
      const before = thresholds[index - 1];
      if (before !== undefined && percent <= before) {
        yield problem(
          `budget.alertAtPercent[${index}]`,
          `${percent} follows ${before}; list rising percentages.`,
        );
      }
    }
  },
};

export const accountRules: readonly Rule[] = [
  nameIsNotReserved,
  somebodyMayDeploy,
  stateIsInThePartition,
  alertsDiffer,
];
