import { Decimal } from "decimal.js";
import { z } from "zod";
import { describeSchema } from "../../../app/environments/describe";
import { field } from "../../../app/environments/field";
import type { EnvironmentInput } from "../../../app/environments/schema";
import { check, complete, completeThroughTunnel, completeWithOwnReservation } from "./samples";

const least: EnvironmentInput = {
  name: "least",
  tier: "development",
  owner: "research",
  costCenter: "research",
  account: { id: "444444444444", name: "research", operators: ["arn:aws:iam::444444444444:role/engineer"] },
  region: "eu-west-1",
  network: { vpcCidr: "10.40.0.0/16" },
  dns: { zone: "least.example.com" },
  access: { via: "ssm-tunnel" },
  budget: { monthlyUsd: "0.10" },
};

describe("an environment that states the least", () => {
  const [environment] = check(least);

  it("gets three zones of its region by name", () => {
    expect(environment?.availabilityZones).toEqual(["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
  });

  it("keeps its state in its own region and deploys by a role of its own", () => {
    expect(environment?.account).toMatchObject({
      stateRegion: "eu-west-1",
      deployRole: "drydock-least-deploy",
    });
  });

  it("gets one cluster called main with a group of nodes that always runs", () => {
    expect(Object.keys(environment?.clusters ?? {})).toEqual(["main"]);
    expect(environment?.clusters["main"]?.nodeGroups["system"]).toMatchObject({
      minSize: 2,
      capacity: "on-demand",
    });
  });

  it("has a budget that is an exact decimal", () => {
    expect(environment?.budget.monthlyUsd).toEqual(new Decimal("0.1"));
    expect(environment?.budget.monthlyUsd.plus("0.2").toFixed(2)).toBe("0.30");
  });

  it("cannot be changed afterwards, at any depth", () => {
    const open = environment as unknown as { network: { vpcCidr: string }; availabilityZones: string[] };
    expect(() => (open.network.vpcCidr = "10.0.0.0/16")).toThrow(TypeError);
    expect(() => open.availabilityZones.push("eu-west-1d")).toThrow(TypeError);
  });
});

describe("the documentation of the schema", () => {
  const fields = describeSchema();

  it("has meaning, unit and default of every field", () => {
    expect(fields.length).toBeGreaterThan(100);
    for (const { path, meaning, unit, accepts, default: byDefault } of fields) {
      expect({ path, meaning: meaning.length > 4, unit: unit !== "", accepts: accepts !== "" }).toEqual({
        path,
        meaning: true,
        unit: true,
        accepts: true,
      });
      expect(byDefault).not.toBe("");
      expect(meaning).toMatch(/\.$/);
    }
  });

  it("is refused where a field lacks it", () => {
    const bare = z.strictObject({ retention: field(z.strictObject({ days: z.int() }), stated) });
    expect(() => describeSchema(bare)).toThrow("retention.days has no documentation");
    const undecided = z.strictObject({ days: field(z.int().optional(), stated) });
    expect(() => describeSchema(undecided)).toThrow(
      "days is optional and its documentation has no computedDefault",
    );
    const nameless = z.strictObject({ days: field(z.record(z.string(), field(z.int(), stated)), stated) });
    expect(() => describeSchema(nameless)).toThrow("days does not say what its keys stand for");
    const unheardOf = z.strictObject({ when: field(z.date(), stated) });
    expect(() => describeSchema(unheardOf)).toThrow('knows no schema of the kind "date"');
  });

  it("shows defaults as a file would state them", () => {
    const defaults = new Map(fields.map((one) => [one.path, one.default]));
    expect(defaults.get("retention.orderBookDays")).toBe("7");
    expect(defaults.get("project")).toBe('"drydock"');
    expect(defaults.get("services")).toBe("{}");
    expect(defaults.get("retention")).toBe("the defaults of its fields");
    expect(defaults.get("account.stateRegion")).toBe("the environment's region");
    expect(defaults.get("budget.monthlyUsd")).toBe("required");
  });

  it("says under which choice a field exists", () => {
    const tunnel = fields.find(({ path }) => path === "access.instanceType");
    expect(tunnel?.when).toBe('via: "ssm-tunnel"');
  });

  it("is complete: the samples of these tests state every field it lists", () => {
    const samples = [complete, completeThroughTunnel, completeWithOwnReservation];
    const stated = new Set(samples.flatMap((sample) => pathsOf(sample)));
    const listed = new Set(fields.map(({ path }) => path.replace(/<\w+>/g, "*").replaceAll("[]", ".*")));
    expect([...listed].filter((path) => !stated.has(path))).toEqual([]);
  });
});

const stated = { description: "Something.", unit: "days", accepts: "a number" };

/** Paths of a value, with "*" for names of clusters and the like and for places in a list. */
function pathsOf(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [path];
  const named =
    /^(clusters|services|access\.cidrs|dns\.delegations)$|\.nodeGroups$/.test(path) || Array.isArray(value);
  const below = Object.entries(value).flatMap(([key, child]) => {
    const step = named ? "*" : key;
    return pathsOf(child, path === "" ? step : `${path}.${step}`);
  });
  return [path, ...below];
}
