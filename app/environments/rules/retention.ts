import { problem } from "../problem";
import type { Rule } from "./rule";

const warmOutlivesHot: Rule = {
  says: "Trades stay queryable in S3 longer than in the database, and logs longer in the archive than in CloudWatch.",
  *check({ retention }) {
    if (retention.tradesWarmDays <= retention.tradesHotDays) {
      yield problem(
        "retention.tradesWarmDays",
        `${retention.tradesWarmDays} days are not more than tradesHotDays, ${retention.tradesHotDays}; raise it.`,
      );
    }
    if (retention.archivedLogsDays <= retention.applicationLogsDays) {
      yield problem(
        "retention.archivedLogsDays",
        `${retention.archivedLogsDays} days are not more than applicationLogsDays, ${retention.applicationLogsDays}; raise it.`,
      );
    }
  },
};

/** Days that S3 bills in each Glacier class but Deep Archive, and for which a rule must leave objects there. */
const shortestStay = 90;

const glacierIsWorthIt: Rule = {
  says: `What moves to a Glacier class stays there for the ${shortestStay} days that S3 bills, or goes before it would move.`,
  *check({ retention }) {
    for (const [move, end] of [
      ["logsToGlacierDays", "archivedLogsDays"],
      ["complianceToGlacierDays", "complianceDays"],
    ] as const) {
      const stay = retention[end] - retention[move];
      if (stay <= 0 || stay >= shortestStay) continue;
      yield problem(
        `retention.${end}`,
        `${retention[end]} days leave ${stay} in Glacier, which bills ${shortestStay}; take ` +
          `${retention[move] + shortestStay} or more, or raise ${move} to ${retention[end]}.`,
      );
    }
  },
};

const ticksRestInGlacier: Rule = {
  says: `Ticks stay ${shortestStay} days in Glacier Instant Retrieval before Deep Archive, which S3 enforces.`,
  *check({ retention: { ticksToGlacierDays, ticksToDeepArchiveDays } }) {
    if (ticksToDeepArchiveDays - ticksToGlacierDays < shortestStay) {
      yield problem(
        "retention.ticksToDeepArchiveDays",
        `${ticksToDeepArchiveDays} days are not ${shortestStay} more than ticksToGlacierDays, ${ticksToGlacierDays}; ` +
          `take ${ticksToGlacierDays + shortestStay} or more.`,
      );
    }
  },
};

const warmIsQueryable: Rule = {
  says: "Nothing moves to Deep Archive while trades must stay queryable in S3: from there every read begins with a restore.",
  *check({ retention }) {
    if (retention.ticksToDeepArchiveDays < retention.tradesWarmDays) {
      yield problem(
        "retention.ticksToDeepArchiveDays",
        `${retention.ticksToDeepArchiveDays} days are under tradesWarmDays, ${retention.tradesWarmDays}; raise it.`,
      );
    }
  },
};

export const retentionRules: readonly Rule[] = [
  warmOutlivesHot,
  glacierIsWorthIt,
  ticksRestInGlacier,
  warmIsQueryable,
];
