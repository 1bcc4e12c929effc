import { pairRules } from "../../../app/environments/rules/between";
import type { EnvironmentInput } from "../../../app/environments/schema";
import { changed, check, complete, refusal } from "./samples";

describe("rules between environments", () => {
  const first = { ...complete, name: "alpha", account: { ...complete.account, deployRole: "alpha" } };
  const second = {
    ...complete,
    name: "beta",
    account: { ...complete.account, deployRole: "beta" },
    network: { vpcCidr: "10.50.0.0/16" },
    dns: { zone: "beta.example.com" },
  };
  const pairs: { rule: string; broken: EnvironmentInput; answer: string }[] = [
    {
      rule: "Environments that share an account agree",
      broken: changed(second, { "account.stateRegion": "eu-west-2" }),
      answer:
        'account.stateRegion: "eu-west-2" differs from "eu-central-1" of "alpha", which shares account 444444444444; one bootstrap stack serves both, so write the same.',
    },
    {
      rule: "Environments that share an account have deploy roles",
      broken: changed(second, { "account.deployRole": "alpha" }),
      answer:
        'account.deployRole: "alpha" is the deploy role of "alpha" in the same account; take another name.',
    },
    {
      rule: "Two accounts have two names",
      broken: changed(second, { "account.id": "555555555555" }),
      answer: 'account.name: "full" is the name of account 444444444444 of "alpha"; take another name.',
    },
    {
      rule: "VPCs of one account and region do not overlap",
      broken: changed(second, { "network.vpcCidr": "10.40.0.0/16" }),
      answer:
        'network.vpcCidr: 10.40.0.0/16 overlaps 10.40.0.0/16 of "alpha" in the same account and region; take another network.',
    },
    {
      rule: "Two environments have two DNS zones",
      broken: changed(second, { "dns.zone": "full.trading.example.com" }),
      answer:
        'dns.zone: "full.trading.example.com" is the zone of "alpha"; take another, such as beta.full.trading.example.com.',
    },
    {
      rule: "A zone that counts as delegated",
      broken: changed(second, { "dns.zone": "beta.full.trading.example.com", "dns.delegated": true }),
      answer:
        'dns.delegated: true claims that "alpha" delegates beta.full.trading.example.com, and its dns.delegations has no "beta"; enter the name servers there, or write false.',
    },
  ];

  it("let two environments share an account", () => {
    expect(check(first, second).map(({ name }) => name)).toEqual(["alpha", "beta"]);
  });

  it.each(pairs)("$rule …", ({ broken, answer }) => {
    const { message, details } = refusal(first, broken);
    expect(message).toBe("beta.ts: one problem.");
    expect(details).toEqual([answer]);
  });

  it.each<[string, unknown]>([
    ["account.name", "other"],
    ["project", "other"],
  ])("want %s to be the same in a shared account", (path, value) => {
    expect(refusal(first, changed(second, { [path]: value })).details.join("\n")).toContain(`${path}: "`);
  });

  it.each<[string, unknown]>([
    ["account.oidc.issuerUrl", "https://gitlab.com"],
    ["account.oidc.audience", "other"],
    ["account.oidc", undefined],
  ])("let %s differ in a shared account, whose bootstrap stack serves several", (path, value) => {
    expect(check(first, changed(second, { [path]: value }))).toHaveLength(2);
  });

  it("let a zone be delegated by the environment whose zone it lies in", () => {
    const below = changed(second, { "dns.zone": "below.full.trading.example.com", "dns.delegated": true });
    expect(check(first, below)).toHaveLength(2);
  });

  it("ask for the delegation also where the environment above comes second", () => {
    const above = changed(second, { "dns.zone": "trading.example.com" });
    expect(refusal(changed(first, { "dns.delegated": true }), above).details).toEqual([
      'dns.delegations: has no "full", and "alpha" says that its zone full.trading.example.com is delegated; enter its name servers, or write dns.delegated: false there.',
    ]);
  });

  it("let VPCs overlap in different regions", () => {
    const abroad = changed(second, {
      region: "eu-west-2",
      availabilityZones: { count: 3 },
      "clusters.main.nodeGroups.batch.capacityReservation": undefined,
      "network.vpcCidr": "10.40.0.0/16",
    });
    expect(check(first, abroad)).toHaveLength(2);
  });

  it("are all tried here", () => {
    expect(pairRules.filter(({ says }) => pairs.some(({ rule }) => says.startsWith(rule)))).toEqual(
      pairRules,
    );
    expect(pairs).toHaveLength(pairRules.length);
  });
});
