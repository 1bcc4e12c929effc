import * as fc from "fast-check";
import { describeSchema } from "../../../app/environments/describe";
import { checkAll } from "../../../app/environments/load";
import { formatPath } from "../../../app/environments/problem";
import type { EnvironmentInput } from "../../../app/environments/schema";
import {
  check,
  complete,
  completeThroughTunnel,
  completeWithOwnReservation,
  inputs,
  refusal,
  refused,
} from "./samples";

type Tree = Record<string, unknown> | unknown[];
interface Place {
  parent: Tree;
  key: string | number;
  path: (string | number)[];
  value: unknown;
}

const bases = [...Object.values(inputs), complete, completeThroughTunnel, completeWithOwnReservation];
const mutation = fc.record({
  base: fc.integer({ min: 0, max: bases.length - 1 }),
  place: fc.nat(),
  kind: fc.constantFrom("wrong type", "broken value", "unknown key", "missing key", "bad name"),
  garbage: fc.oneof(fc.constant(null), fc.array(fc.constant({})), fc.double({ noNaN: false }), fc.string()),
});

describe("a malformed environment", () => {
  it("is answered by sentences that name the path, whatever is wrong with it", () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(mutation, ({ base, place, kind, garbage }) => {
        const input = structuredClone(bases[base]) as unknown as Record<string, unknown>;
        const path = mutate(input, place, kind, garbage);
        fc.pre(path !== undefined);
        const name = bases[base]?.name ?? "";
        const { message, details } = refused(() => checkAll([{ name, file: `${name}.ts`, input }]));
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        expect(message).toMatch(/^\w+\.ts: (one problem|\d+ problems)\.$/);
        expect(details.some((line) => line.startsWith(`${path}: `))).toBe(true);
        for (const line of details) {
          expect(line).toMatch(/^[^ :]+( [^ :]+)*: .+\.$/s);
          expect(line).not.toMatch(/invalid input|expected|unrecognized|\[object|undefined/i);
        }
      }),
      { numRuns: 600, seed: 20261121 },
    );
    expect([...seen.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(500);
    expect([...seen.keys()].sort()).toEqual([
      "bad name",
      "broken value",
      "missing key",
      "unknown key",
      "wrong type",
    ]);
  });

  it.each([null, undefined, 3, "dev", [], () => 3])("is refused when it is no object at all: %p", (input) => {
    const { details } = refusal(input);
    expect(details.join("\n")).toMatch(
      /^environment: (received .+|is missing); write an object of settings\.$|: is missing; /,
    );
  });
});

describe("a well-formed environment", () => {
  it("comes back with every value that it stated, from TypeScript and from JSON alike", () => {
    fc.assert(
      fc.property(wellFormed, (input) => {
        const [fromObject] = check(input);
        const [fromJson] = check(JSON.parse(JSON.stringify(input)));
        expect(fromJson).toEqual(fromObject);
        const { budget, availabilityZones, ...rest } = input;
        expect(fromObject).toMatchObject(rest);
        expect(fromObject?.availabilityZones).toHaveLength(availabilityZones?.count ?? 3);
        expect(fromObject?.budget.monthlyUsd.toFixed(2)).toBe(budget.monthlyUsd);
      }),
      { numRuns: 200, seed: 20261121 },
    );
  });
});

const wellFormed: fc.Arbitrary<EnvironmentInput> = fc
  .record({
    name: fc.stringMatching(/^[a-z][a-z0-9]{1,9}$/).filter((name) => name !== "keep" && name !== "bootstrap"),
    octet: fc.integer({ min: 0, max: 255 }),
    zones: fc.integer({ min: 2, max: 3 }),
    generation: fc.integer({ min: 1, max: 9999 }),
    cents: fc.integer({ min: 1, max: 99_999_999 }),
    weights: fc.tuple(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 1, max: 999 })),
    spot: fc.boolean(),
    nodes: fc.constantFrom<3 | 5>(3, 5),
    via: fc.constantFrom("vpc-runner" as const, "ssm-tunnel" as const),
  })
  .map(({ name, octet, zones, generation, cents, weights, spot, nodes, via }) => ({
    ...complete,
    name,
    generation,
    availabilityZones: { count: zones },
    network: { vpcCidr: `10.${octet}.0.0/16` },
    access: { via },
    services: {
      engine: {
        colors: { blue: { weight: weights[0], replicas: 1 }, green: { weight: weights[1], replicas: 1 } },
      },
    },
    clusters: {
      ...complete.clusters,
      second: {
        nodeGroups: {
          system: { instanceTypes: ["m6i.large"], minSize: 1, desiredSize: 1, maxSize: 2 },
          gpu: {
            instanceTypes: ["g5.xlarge"],
            gpu: true,
            capacity: spot ? ("spot" as const) : ("on-demand" as const),
            interruptible: spot,
            minSize: 0,
            desiredSize: 0,
            maxSize: 3,
          },
        },
      },
    },
    vault: { nodes },
    budget: { monthlyUsd: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}` },
  }));

const required = new Set(
  describeSchema()
    .filter((field) => field.default === "required")
    .map(({ path }) => path.replace(/<\w+>/g, "*").replaceAll("[]", ".*")),
);

/** Breaks the input in one place and returns the path that the answer must name; undefined where it cannot. */
function mutate(
  input: Record<string, unknown>,
  pick: number,
  kind: string,
  garbage: unknown,
): string | undefined {
  const places = placesIn(input).filter((place) => fits(place, kind));
  const place = places[pick % places.length];
  if (!place) return undefined;
  const { parent, key, path, value } = place;
  const target = parent as Record<string | number, unknown>;
  if (kind === "missing key") {
    delete target[key];
    return formatPath(path);
  }
  if (kind === "unknown key") {
    (value as Record<string, unknown>)["surprise"] = garbage;
    return formatPath([...path, "surprise"]);
  }
  if (kind === "bad name") {
    const bad = "Bad_Name";
    (value as Record<string, unknown>)[bad] = Object.values(value as object)[0];
    return formatPath([...path, bad]);
  }
  const broken = kind === "wrong type" ? ofAnotherType(value, garbage) : brokenValue(value);
  if (broken === undefined) return undefined;
  target[key] = broken;
  return formatPath(path);
}

function fits({ path, value, parent }: Place, kind: string): boolean {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  if (kind === "unknown key") return isObject && !isRecord(path);
  if (kind === "bad name") return isObject && isRecord(path) && Object.keys(value).length > 0;
  if (kind === "missing key") return !Array.isArray(parent) && required.has(general(path));
  return true;
}

/** A value whose type the field cannot have: JSON has null, lists, numbers and strings to offer. */
function ofAnotherType(value: unknown, garbage: unknown): unknown {
  const same = typeof garbage === typeof value && Array.isArray(garbage) === Array.isArray(value);
  return same && garbage !== null ? null : garbage;
}

/** A value of the right type that no field accepts. */
function brokenValue(value: unknown): unknown {
  if (typeof value === "string") return `${value} !\n`;
  if (typeof value === "number") return value % 2 === 0 ? -1 - value : value + 0.5;
  return undefined;
}

function placesIn(parent: Tree, path: (string | number)[] = []): Place[] {
  return Object.entries(parent).flatMap(([name, value]) => {
    const key = Array.isArray(parent) ? Number(name) : name;
    const place = { parent, key, path: [...path, key], value };
    const below = typeof value === "object" && value !== null ? placesIn(value as Tree, place.path) : [];
    return [place, ...below];
  });
}

function isRecord(path: readonly (string | number)[]): boolean {
  return /^(clusters|services|dns\.delegations|access\.cidrs|clusters\.[\w-]+\.nodeGroups)$/.test(
    path.join("."),
  );
}

/** The path with "*" for the names of clusters and the like and for places in a list. */
function general(path: readonly (string | number)[]): string {
  return path
    .map((step, index) => (typeof step === "number" || isRecord(path.slice(0, index)) ? "*" : step))
    .join(".");
}
