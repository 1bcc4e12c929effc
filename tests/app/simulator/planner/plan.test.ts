import { completed } from "../../../../app/simulator/planner/completion";
import { type PlanInput, Planner } from "../../../../app/simulator/planner/plan";
import type { Block, Schema } from "../../../../app/simulator/schema/schema";
import { hasUnknown, UNKNOWN, type Attributes } from "../../../../app/simulator/value";

const text = (more: object = {}) => ({ type: "string" as const, optional: true, ...more });

const block: Block = {
  attributes: {
    id: text({ computed: true }),
    name: text({ forceNew: true }),
    size: { type: "number", optional: true },
    policy: text({ equivalent: (a: string, b: string) => a.trim() === b.trim() }),
    zone: text({ computed: true, forceNew: true }),
    tier: text({ default: "basic" }),
    password_wo: text({ writeOnly: true }),
    arn: { type: "string", computed: true },
    revision: { type: "number", computed: true },
    enabled: { type: "bool", computed: true },
    groups: { type: ["set", "string"], optional: true },
    tags: { type: ["map", "string"], optional: true },
    tags_all: { type: ["map", "string"], optional: true, computed: true },
    rules: {
      type: ["set", ["object", { port: "number", self: "bool" }]],
      optional: true,
      nested: {
        mode: "set",
        block: {
          attributes: { port: { type: "number" }, self: { type: "bool", default: false } },
          blocks: {},
        },
      },
    },
  },
  blocks: {
    disk: {
      mode: "list",
      block: {
        attributes: {
          kind: text({ forceNew: true }),
          volume_id: { type: "string", computed: true },
          iops: { type: "number", optional: true },
        },
        blocks: {},
      },
    },
    rule: {
      mode: "set",
      block: {
        attributes: { port: { type: "number", required: true }, rule_id: { type: "string", computed: true } },
        blocks: {},
      },
    },
    grant: { mode: "list", computed: true, block: { attributes: { to: text() }, blocks: {} } },
    timeouts: { mode: "single", block: { attributes: { create: text() }, blocks: {} } },
  },
};
const schema: Schema = { version: 0, block, legacyTypeSystem: true };
const planner = new Planner(schema);

/** A whole object: what the test does not name is null, blocks are absent. */
const whole = (attributes: Attributes): Attributes => ({
  ...Object.fromEntries(Object.keys(block.attributes).map((name) => [name, null])),
  disk: [],
  rule: [],
  grant: [],
  timeouts: null,
  ...attributes,
});

/** Merges as Terraform's core does: computed attributes that are left out keep what they had. */
function proposed(prior: Attributes | null, config: Attributes): Attributes {
  const merged: Attributes = { ...config };
  for (const [name, { computed }] of Object.entries(block.attributes)) {
    if (computed && config[name] === null) merged[name] = prior?.[name] ?? null;
  }
  return merged;
}

function plan(prior: Attributes | null, settings: Attributes, more: Partial<PlanInput> = {}) {
  const before = prior && whole(prior);
  const config = whole(settings);
  return planner.plan({
    prior: before,
    config,
    proposed: proposed(before, config),
    defaultTags: {},
    ...more,
  });
}

const existing: Attributes = {
  id: "i-1",
  name: "a",
  zone: "z1",
  tier: "basic",
  arn: "arn:1",
  revision: 3,
  enabled: true,
  tags_all: {},
};

describe("planning a new object", () => {
  it("shows what AWS decides as known after apply, and defaults where nothing is configured", () => {
    const { planned, requiresReplace } = plan(null, { name: "a", size: 2 });
    expect(planned).toMatchObject({
      name: "a",
      size: 2,
      tier: "basic",
      id: UNKNOWN,
      zone: UNKNOWN,
      arn: UNKNOWN,
      revision: UNKNOWN,
      timeouts: null,
    });
    expect(requiresReplace).toEqual([]);
  });

  it("keeps what is configured for an attribute that AWS would decide", () => {
    expect(plan(null, { zone: "z2" }).planned["zone"]).toBe("z2");
  });

  it("never holds a write-only value", () => {
    expect(plan(null, { password_wo: "secret" }).planned["password_wo"]).toBeNull();
  });

  it("marks computed parts of blocks, in lists and in sets", () => {
    const { planned } = plan(null, {
      disk: [{ kind: "ssd", volume_id: null, iops: null }],
      rule: [{ port: 80, rule_id: null }],
    });
    expect(planned["disk"]).toEqual([{ kind: "ssd", volume_id: UNKNOWN, iops: null }]);
    expect(planned["rule"]).toEqual([{ port: 80, rule_id: UNKNOWN }]);
  });

  it("leaves a computed block that is not configured to AWS, as the old SDK does", () => {
    expect(plan(null, {}).planned["grant"]).toBe(UNKNOWN);
    expect(plan(null, { grant: [{ to: "me" }] }).planned["grant"]).toEqual([{ to: "me" }]);
    const strict = new Planner({ ...schema, legacyTypeSystem: false });
    const config = whole({});
    expect(strict.plan({ prior: null, config, proposed: config, defaultTags: {} }).planned["grant"]).toEqual(
      [],
    );
  });

  it("fills defaults into objects of an attribute", () => {
    expect(plan(null, { rules: [{ port: 1, self: null }] }).planned["rules"]).toEqual([
      { port: 1, self: false },
    ]);
  });

  it("shows a set with one unknown element as unknown, as the old SDK does", () => {
    expect(plan(null, { groups: ["a", UNKNOWN] }).planned["groups"]).toBe(UNKNOWN);
    expect(plan(null, { groups: ["a", "b"] }).planned["groups"]).toEqual(["a", "b"]);
    const config = whole({ groups: ["a", UNKNOWN] });
    const strict = new Planner({ ...schema, legacyTypeSystem: false });
    const { planned } = strict.plan({ prior: null, config, proposed: config, defaultTags: {} });
    expect(planned["groups"]).toEqual(["a", UNKNOWN]);
  });

  it("leaves out what has no default and is not for AWS to decide: a default of null", () => {
    const optional: Schema = {
      ...schema,
      block: {
        attributes: { size: { type: "number", optional: true, computed: true, default: null } },
        blocks: {},
      },
    };
    const { planned } = new Planner(optional).plan({
      prior: null,
      config: {},
      proposed: {},
      defaultTags: {},
    });
    expect(planned).toEqual({ size: null });
  });

  it("passes on blocks that are not known yet", () => {
    expect(plan(null, { disk: UNKNOWN }).planned["disk"]).toBe(UNKNOWN);
  });
});

describe("tags", () => {
  const defaultTags = { owner: "platform", stack: "network" };

  it("are the provider's default tags under the object's own", () => {
    const { planned } = plan(null, { tags: { stack: "other", Name: "a" } }, { defaultTags });
    expect(planned["tags_all"]).toEqual({ owner: "platform", stack: "other", Name: "a" });
  });

  it("are known after apply as long as one of them is", () => {
    expect(plan(null, { tags: { Name: UNKNOWN } }, { defaultTags }).planned["tags_all"]).toBe(UNKNOWN);
  });

  it("change in place when the provider's default tags change", () => {
    const { planned, requiresReplace } = plan(
      { ...existing, tags_all: { owner: "x" } },
      { name: "a" },
      { defaultTags },
    );
    expect(planned["tags_all"]).toEqual(defaultTags);
    expect(requiresReplace).toEqual([]);
  });
});

describe("planning a change", () => {
  it("is empty when configuration and object agree", () => {
    const prior = whole(existing);
    expect(plan(existing, { name: "a" })).toEqual({ planned: prior, requiresReplace: [] });
  });

  it("keeps what AWS decided", () => {
    expect(plan(existing, { name: "a", size: 9 }).planned).toMatchObject({
      id: "i-1",
      arn: "arn:1",
      size: 9,
    });
  });

  it("recomputes what depends on the change, and only that", () => {
    const recomputedBy = [{ when: ["size"], attributes: ["revision"] }];
    expect(plan(existing, { name: "a", size: 9 }, { recomputedBy }).planned).toMatchObject({
      revision: UNKNOWN,
      arn: "arn:1",
    });
    expect(plan(existing, { name: "a", tier: "gold" }, { recomputedBy }).planned["revision"]).toBe(3);
    const any = [{ when: "any" as const, attributes: ["revision"] }];
    expect(plan(existing, { name: "a", tier: "gold" }, { recomputedBy: any }).planned["revision"]).toBe(
      UNKNOWN,
    );
    expect(plan(existing, { name: "a" }, { recomputedBy: any }).planned["revision"]).toBe(3);
  });

  it("keeps the text that means the same", () => {
    const prior = { ...existing, policy: "{}" };
    expect(plan(prior, { name: "a", policy: " {} " }).planned["policy"]).toBe("{}");
    expect(plan(prior, { name: "a", policy: "{1}" }).planned["policy"]).toBe("{1}");
  });

  it("keeps computed parts of set elements that stay, whatever their order", () => {
    const prior = {
      ...existing,
      rule: [
        { port: 80, rule_id: "r-80" },
        { port: 443, rule_id: "r-443" },
      ],
    };
    const rule = [443, 22, 80].map((port) => ({ port, rule_id: null }));
    // Terraform's core hands over elements it recognises with their computed parts.
    const before = whole(prior);
    const config = whole({ name: "a", rule });
    const merged = {
      ...proposed(before, config),
      rule: [
        { port: 443, rule_id: "r-443" },
        { port: 22, rule_id: null },
        { port: 80, rule_id: "r-80" },
      ],
    };
    const { planned } = planner.plan({ prior: before, config, proposed: merged, defaultTags: {} });
    expect(planned["rule"]).toEqual([
      { port: 443, rule_id: "r-443" },
      { port: 22, rule_id: UNKNOWN },
      { port: 80, rule_id: "r-80" },
    ]);
  });

  it("sees no change in a set that is merely listed in another order", () => {
    const rules = [
      { port: 1, self: false },
      { port: 2, self: true },
    ];
    const recomputedBy = [{ when: "any" as const, attributes: ["revision"] }];
    const { planned } = plan(
      { ...existing, rules },
      { name: "a", rules: [...rules].reverse() },
      { recomputedBy },
    );
    expect(planned["revision"]).toBe(3);
  });

  it("lets the type have the last word", () => {
    const adjust = (planned: Attributes) => {
      planned["arn"] = "arn:2";
    };
    expect(plan(existing, { name: "a" }, { adjust }).planned["arn"]).toBe("arn:2");
  });
});

describe("replacement", () => {
  it("is forced by the argument that changed", () => {
    expect(plan(existing, { name: "b" }).requiresReplace).toEqual([["name"]]);
  });

  it("is forced by an argument that is not known yet", () => {
    expect(plan(existing, { name: UNKNOWN }).requiresReplace).toEqual([["name"]]);
  });

  it("is not forced by an argument that is no longer configured and that AWS decides", () => {
    expect(plan(existing, { name: "a" }).requiresReplace).toEqual([]);
  });

  it("names the element of a list, and the list when elements come or go", () => {
    const disk = (kind: string) => ({ kind, volume_id: "v", iops: null });
    const prior = { ...existing, disk: [disk("ssd"), disk("hdd")] };
    expect(plan(prior, { name: "a", disk: [disk("ssd"), disk("nvme")] }).requiresReplace).toEqual([
      ["disk", 1, "kind"],
    ]);
    expect(plan(prior, { name: "a", disk: [disk("ssd")] }).requiresReplace).toEqual([["disk"]]);
    const faster = { ...disk("ssd"), iops: 3000 };
    expect(plan(prior, { name: "a", disk: [faster, disk("hdd")] }).requiresReplace).toEqual([]);
  });
});

describe("an applied object", () => {
  it("is wholly known and holds no write-only value", () => {
    const { planned } = plan(null, {
      name: "a",
      password_wo: "x",
      disk: [{ kind: "ssd", volume_id: null, iops: null }],
    });
    const applied = completed(block, { ...planned, id: "i-1", password_wo: "x" });
    expect(hasUnknown(applied)).toBe(false);
    expect(applied).toMatchObject({
      id: "i-1",
      arn: null,
      enabled: false,
      grant: [],
      tags_all: {},
      password_wo: null,
      disk: [{ kind: "ssd", volume_id: null, iops: null }],
    });
  });
});
