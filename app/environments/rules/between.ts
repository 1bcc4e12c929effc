import { networkOf, overlaps } from "../../network-plan";
import { problem, quote } from "../problem";
import type { Environment } from "../schema";
import type { PairRule } from "./rule";

/** What `bootstrap` builds once an account, so every environment of the account must say the same. */
const bootstrapSettings: readonly { path: string; read: (environment: Environment) => string | undefined }[] =
  [
    { path: "account.name", read: ({ account }) => account.name },
    { path: "account.stateRegion", read: ({ account }) => account.stateRegion },
    { path: "project", read: ({ project }) => project },
  ];

const sharedAccountsAgree: PairRule = {
  says: "Environments that share an account agree on its name, state region and project.",
  *check(first, second) {
    if (first.account.id !== second.account.id) return;
    for (const { path, read } of bootstrapSettings) {
      const [one, other] = [read(first), read(second)];
      if (one !== other) {
        yield problem(
          path,
          `${quote(other)} differs from ${quote(one)} of "${first.name}", which shares account ${first.account.id}; ` +
            `one bootstrap stack serves both, so write the same.`,
        );
      }
    }
  },
};

const deployRolesDiffer: PairRule = {
  says: "Environments that share an account have deploy roles of their own.",
  *check(first, second) {
    if (first.account.id === second.account.id && first.account.deployRole === second.account.deployRole) {
      yield problem(
        "account.deployRole",
        `"${second.account.deployRole}" is the deploy role of "${first.name}" in the same account; take another name.`,
      );
    }
  },
};

const accountNamesDiffer: PairRule = {
  says: "Two accounts have two names: the bootstrap stack is called after the account.",
  *check(first, second) {
    if (first.account.id !== second.account.id && first.account.name === second.account.name) {
      yield problem(
        "account.name",
        `"${second.account.name}" is the name of account ${first.account.id} of "${first.name}"; take another name.`,
      );
    }
  },
};

const vpcsDoNotOverlap: PairRule = {
  says: "VPCs of one account and region do not overlap, so that they can be peered.",
  *check(first, second) {
    const together = first.account.id === second.account.id && first.region === second.region;
    if (together && overlaps(networkOf(first.network.vpcCidr), networkOf(second.network.vpcCidr))) {
      yield problem(
        "network.vpcCidr",
        `${second.network.vpcCidr} overlaps ${first.network.vpcCidr} of "${first.name}" in the same account and region; take another network.`,
      );
    }
  },
};

const zonesOfNamesDiffer: PairRule = {
  says: "Two environments have two DNS zones.",
  *check(first, second) {
    if (first.dns.zone === second.dns.zone) {
      yield problem(
        "dns.zone",
        `"${second.dns.zone}" is the zone of "${first.name}"; take another, such as ${second.name}.${second.dns.zone}.`,
      );
    }
  },
};

const zonesBelowAreDelegated: PairRule = {
  says: "A zone that counts as delegated and lies inside another environment's zone is delegated there.",
  *check(first, second) {
    yield* undelegated(first, second);
    yield* undelegated(second, first, first.name);
  },
};

/** @param at name of the environment below, where the problem is not reported at it */
function* undelegated(above: Environment, below: Environment, at?: string) {
  const suffix = `.${above.dns.zone}`;
  if (!below.dns.delegated || !below.dns.zone.endsWith(suffix)) return;
  const subdomain = below.dns.zone.slice(0, -suffix.length);
  if (subdomain in above.dns.delegations) return;
  yield at === undefined
    ? problem(
        "dns.delegated",
        `true claims that "${above.name}" delegates ${below.dns.zone}, and its dns.delegations has no "${subdomain}"; ` +
          `enter the name servers there, or write false.`,
      )
    : problem(
        "dns.delegations",
        `has no "${subdomain}", and "${at}" says that its zone ${below.dns.zone} is delegated; enter its name servers, ` +
          `or write dns.delegated: false there.`,
      );
}

export const pairRules: readonly PairRule[] = [
  sharedAccountsAgree,
  deployRolesDiffer,
  accountNamesDiffer,
  vpcsDoNotOverlap,
  zonesOfNamesDiffer,
  zonesBelowAreDelegated,
];
