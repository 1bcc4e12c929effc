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

export const retentionRules: readonly Rule[] = [warmOutlivesHot];
