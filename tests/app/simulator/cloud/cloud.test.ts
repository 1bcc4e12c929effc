import { ApiError } from "../../../../app/simulator/cloud/api-error";
import { Cloud } from "../../../../app/simulator/cloud/cloud";
import { UNKNOWN } from "../../../../app/simulator/value";
import { errorOf, place, table, Toys } from "./toy-tables";

const boxes = (cloud = new Cloud(), behaviour = {}) => new Toys(cloud, "aws_toy_box", table(behaviour));

describe("an object", () => {
  it("is made, read, changed and deleted, and each of it is in the log", () => {
    const toys = boxes();
    const box = toys.create({ colour: "red" });
    expect(toys.read(box.id)?.attributes).toEqual({ id: box.id, colour: "red" });
    toys.update(box, { colour: "blue" });
    expect(toys.read(box.id)?.attributes["colour"]).toBe("blue");
    toys.delete(box);
    expect(toys.read(box.id)).toBeUndefined();
    toys.delete(box);
    expect(toys.cloud.events.all.map(({ operation, id }) => [operation, id])).toEqual([
      ["create", box.id],
      ["update", box.id],
      ["delete", box.id],
      ["delete", box.id],
    ]);
    expect(errorOf(() => toys.update(box, {})).statusCode).toBe(404);
  });

  it("has what AWS decides filled in, in the order of the table", () => {
    const toys = boxes(new Cloud(), {
      computed: {
        arn: (attributes: { id: string }) => `arn:${attributes.id}`,
        suffix: (attributes: { arn: string }) => attributes.arn.slice(-4),
      },
    });
    const box = toys.create({ arn: UNKNOWN, suffix: UNKNOWN });
    expect(box.attributes).toEqual({ id: box.id, arn: `arn:${box.id}`, suffix: box.id.slice(-4) });
  });

  it("lives in its region; one of IAM lives in its account", () => {
    const cloud = new Cloud();
    const elsewhere = { ...place, region: "us-east-1" };
    const byName = table({ identity: (attributes) => String(attributes["name"]) });
    new Toys(cloud, "aws_toy_box", byName).create({ name: "a" });
    new Toys(cloud, "aws_iam_role", byName).create({ name: "a" });
    expect(new Toys(cloud, "aws_toy_box", byName, elsewhere).read("a")).toBeUndefined();
    expect(new Toys(cloud, "aws_iam_role", byName, elsewhere).read("a")).toBeDefined();
  });

  it("is found for an import by its id, or by what the type says", () => {
    const cloud = new Cloud();
    const toys = boxes(cloud, {
      importId: (id: string) =>
        id.includes("/") ? { colour: id.split("/")[0], size: id.split("/")[1] } : undefined,
    });
    toys.create({ colour: "red", size: "small" });
    const large = toys.create({ colour: "red", size: "large" });
    expect(toys.find("red/large")?.id).toBe(large.id);
    expect(toys.find("red/huge")).toBeUndefined();
    expect(toys.find("red")).toBeUndefined();
    const plain = boxes(cloud);
    expect(plain.find(large.id)?.id).toBe(large.id);
  });

  it("is found by its tags", () => {
    const toys = boxes();
    const first = toys.create({ tags_all: { owner: "desk", stack: "a" } });
    toys.create({ tags_all: { owner: "lab" } });
    const ids = (tag: string, value?: string) => toys.cloud.tagged(tag, value).map(({ id }) => id);
    expect(ids("owner")).toHaveLength(2);
    expect(ids("owner", "desk")).toEqual([first.id]);
    toys.update(first, { tags_all: { stack: "a" } });
    expect(ids("owner", "desk")).toEqual([]);
    expect(ids("stack")).toEqual([first.id]);
  });

  it("that comes with another one goes with it and is in no snapshot", () => {
    const toys = boxes();
    const box = toys.create();
    toys.cloud.addOwned(box, "aws_toy_lid", "lid", { id: "lid" });
    expect(toys.cloud.get("aws_toy_lid", "lid", place)).toBeDefined();
    expect(toys.cloud.snapshot().map(({ id }) => id)).toEqual([box.id]);
    toys.delete(box);
    expect(toys.cloud.get("aws_toy_lid", "lid", place)).toBeUndefined();
  });
});

describe("identifiers", () => {
  it("do not depend on the order of creation, and a new object gets a new one", () => {
    const idsIn = (order: string[]) => {
      const toys = boxes();
      return Object.fromEntries(order.map((colour) => [colour, toys.create({ colour }).id]));
    };
    expect(idsIn(["red", "blue", "green"])).toEqual(idsIn(["green", "red", "blue"]));
    const toys = boxes();
    const first = toys.create({ colour: "red" });
    toys.delete(first);
    expect(toys.create({ colour: "red" }).id).not.toBe(first.id);
  });

  it("depend on the place and on nothing that is unknown", () => {
    const there = { ...place, region: "us-east-1" };
    const here = boxes().create({ colour: "red", arn: UNKNOWN, size: null });
    expect(boxes().create({ colour: "red" }).id).toBe(here.id);
    expect(new Toys(new Cloud(), "aws_toy_box", table(), there).create({ colour: "red" }).id).not.toBe(
      here.id,
    );
  });
});

describe("a name", () => {
  const named = (scope: "region" | "account" | "global") => ({
    unique: [
      {
        key: (a: { name?: string }) => a.name,
        scope,
        code: "Taken",
        message: (a: { name: string }) => `${a.name} is taken`,
      },
    ],
  });

  it.each([
    ["region", { region: "us-east-1" }],
    ["account", { account: "222222222222" }],
  ] as const)("that is unique in its %s is free in another one", (scope, other) => {
    const cloud = new Cloud();
    const behaviour = table(named(scope) as never);
    new Toys(cloud, "aws_toy_box", behaviour).create({ name: "a" });
    const refused = errorOf(() => new Toys(cloud, "aws_toy_box", behaviour).create({ name: "a", more: 1 }));
    expect([refused.code, refused.message, refused.statusCode]).toEqual(["Taken", "a is taken", 400]);
    expect(() =>
      new Toys(cloud, "aws_toy_box", behaviour, { ...place, ...other }).create({ name: "a" }),
    ).not.toThrow();
  });

  it("that is unique everywhere is taken everywhere, until its object is gone", () => {
    const cloud = new Cloud();
    const behaviour = table(named("global") as never);
    const here = new Toys(cloud, "aws_toy_box", behaviour);
    const there = new Toys(cloud, "aws_toy_box", behaviour, {
      ...place,
      account: "222222222222",
      region: "us-east-1",
    });
    const box = here.create({ name: "a" });
    expect(errorOf(() => there.create({ name: "a" })).code).toBe("Taken");
    here.delete(box);
    expect(() => there.create({ name: "a" })).not.toThrow();
  });

  it("can be kept by its owner, and changed to one that is free", () => {
    const toys = boxes(new Cloud(), named("region"));
    const box = toys.create({ name: "a" });
    toys.create({ name: "b" });
    expect(toys.update(box, { size: 2 }).attributes["size"]).toBe(2);
    expect(errorOf(() => toys.update(box, { name: "b" })).code).toBe("Taken");
    toys.update(box, { name: "c" });
    expect(() => toys.create({ name: "a" })).not.toThrow();
  });

  it("is held for a while after the deletion where a service holds it", () => {
    const cloud = new Cloud();
    const toys = boxes(cloud, {
      ...named("region"),
      deleted: (object: { attributes: { name: string } }) =>
        cloud.names.bury({
          space: cloud.nameSpace("aws_toy_box", place, "region"),
          name: object.attributes.name,
          untilMs: cloud.clock.nowMs + 1000,
          code: "ScheduledForDeletion",
          message: "not yet",
          statusCode: 409,
          retriedForSeconds: 60,
        }),
    });
    toys.delete(toys.create({ name: "a" }));
    expect(errorOf(() => toys.create({ name: "a" }))).toMatchObject({
      code: "ScheduledForDeletion",
      statusCode: 409,
      retriedForSeconds: 60,
    });
    expect(cloud.names.tombstones(cloud.clock.nowMs)).toHaveLength(1);
    cloud.wait(1);
    expect(cloud.names.tombstones(cloud.clock.nowMs)).toHaveLength(0);
    expect(() => toys.create({ name: "a" })).not.toThrow();
  });
});

describe("a reference", () => {
  const lid = {
    references: [
      {
        path: "fits.box",
        type: "aws_toy_box",
        attribute: "id",
        missing: "NoSuchBox",
        blocksDelete: "BoxInUse",
      },
    ],
  };

  it("must lead to something, through blocks and lists", () => {
    const cloud = new Cloud();
    const lids = new Toys(cloud, "aws_toy_lid", table(lid));
    const error = errorOf(() => lids.create({ fits: [{ box: "toy-0" }] }));
    expect([error.code, error.message, error.retryable]).toEqual([
      "NoSuchBox",
      "fits.box: 'toy-0' does not exist.",
      false,
    ]);
    const box = boxes(cloud).create();
    expect(() => lids.create({ fits: [{ box: box.id }, { box: null }, { box: "" }] })).not.toThrow();
  });

  it.each([
    ["account", { account: "222222222222" }],
    ["region", { region: "us-east-1" }],
  ])("of another %s leads nowhere", (_, elsewhere) => {
    const cloud = new Cloud();
    const box = new Toys(cloud, "aws_toy_box", table(), { ...place, ...elsewhere }).create();
    expect(
      errorOf(() => new Toys(cloud, "aws_toy_lid", table(lid)).create({ fits: [{ box: box.id }] })).code,
    ).toBe("NoSuchBox");
  });

  it("that was there before is not checked again when something else changes", () => {
    const cloud = new Cloud();
    const box = boxes(cloud).create();
    const lids = new Toys(
      cloud,
      "aws_toy_lid",
      table({ references: [{ ...lid.references[0]!, blocksDelete: undefined }] }),
    );
    const made = lids.create({ fits: [{ box: box.id }] });
    boxes(cloud).delete(box);
    expect(() => lids.update(made, { colour: "red" })).not.toThrow();
    expect(errorOf(() => lids.update(made, { fits: [{ box: "toy-1" }] })).code).toBe("NoSuchBox");
  });

  it("keeps what it names from being deleted", () => {
    const cloud = new Cloud();
    const box = boxes(cloud).create();
    const lids = new Toys(cloud, "aws_toy_lid", table(lid));
    const made = lids.create({ fits: [{ box: box.id }] });
    const error = errorOf(() => boxes(cloud).delete(box));
    expect([error.code, error.message]).toEqual([
      "BoxInUse",
      `${box.id} has a dependent object: aws_toy_lid ${made.id}`,
    ]);
    lids.delete(made);
    expect(() => boxes(cloud).delete(box)).not.toThrow();
  });

  it("to something of IAM holds for other services only after a while", () => {
    const cloud = new Cloud();
    const byName = table({ identity: (attributes) => String(attributes["name"]) });
    new Toys(cloud, "aws_iam_role", byName).create({ name: "reader" });
    const naming = table({
      references: [{ path: "role", type: "aws_iam_role", attribute: "name", missing: "NoSuchRole" }],
    });
    const lids = new Toys(cloud, "aws_toy_lid", naming);
    expect(errorOf(() => lids.create({ role: "reader" })).retryable).toBe(true);
    expect(() => new Toys(cloud, "aws_iam_thing", naming).create({ role: "reader" })).not.toThrow();
    cloud.wait(10);
    expect(() => lids.create({ role: "reader" })).not.toThrow();
    cloud.consistency.setPropagation("aws_iam_role", 3600);
    expect(errorOf(() => lids.create({ role: "reader", more: 1 })).retryable).toBe(true);
  });
});

describe("faults", () => {
  it("strike calls that they match, as often as they are told to", () => {
    const toys = boxes();
    toys.cloud.faults.add({
      type: "aws_toy_box",
      operation: "create",
      match: { colour: /^re/ },
      times: 2,
      code: "Throttling",
      message: "Rate exceeded",
      retryable: true,
    });
    expect(() => toys.create({ colour: "blue" })).not.toThrow();
    expect(errorOf(() => toys.create({ colour: "red" }))).toMatchObject({
      code: "Throttling",
      retryable: true,
    });
    expect(toys.cloud.faults.pending).toHaveLength(1);
    expect(errorOf(() => toys.create({ colour: "red" })).code).toBe("Throttling");
    expect(() => toys.create({ colour: "red" })).not.toThrow();
    expect(toys.cloud.faults.pending).toHaveLength(0);
    expect(toys.cloud.events.all.flatMap(({ error }) => error?.code ?? [])).toEqual([
      "Throttling",
      "Throttling",
    ]);
  });

  it("can begin after some calls have gone through", () => {
    const toys = boxes();
    toys.cloud.faults.add({ code: "ExpiredToken", message: "expired", after: 2, times: Infinity });
    toys.create();
    toys.create();
    expect(errorOf(() => toys.create()).code).toBe("ExpiredToken");
    expect(errorOf(() => toys.create()).code).toBe("ExpiredToken");
    toys.cloud.faults.clear();
    expect(() => toys.create()).not.toThrow();
  });

  it("can leave an object behind although the creation fails", () => {
    const toys = boxes();
    toys.cloud.faults.add({
      code: "InsufficientInstanceCapacity",
      message: "none left",
      statusCode: 500,
      partial: true,
    });
    const { created, statusCode } = errorOf(() => toys.create());
    expect(statusCode).toBe(500);
    expect(toys.read(created?.id ?? "")).toBeDefined();
  });

  it("strike reads, changes and deletions too, until they are cleared", () => {
    const toys = boxes();
    const box = toys.create();
    for (const operation of ["read", "update", "delete"] as const) {
      toys.cloud.faults.add({ operation, code: `No${operation}`, message: "", times: 5 });
    }
    expect(errorOf(() => toys.read(box.id)).code).toBe("Noread");
    expect(errorOf(() => toys.update(box, {})).code).toBe("Noupdate");
    expect(errorOf(() => toys.delete(box)).code).toBe("Nodelete");
    toys.cloud.faults.clear();
    expect(() => toys.delete(box)).not.toThrow();
  });
});

describe("what happens behind terraform's back", () => {
  it("an object is changed or deleted, names are free again, and the log says drift", () => {
    const cloud = new Cloud();
    const toys = boxes(cloud, {
      unique: [{ key: (a: { name?: string }) => a.name, scope: "region", code: "Taken", message: () => "" }],
    });
    const box = toys.create({ name: "a", colour: "red" });
    cloud.changeBehindTerraform(box, { colour: "blue" });
    expect(toys.read(box.id)?.attributes["colour"]).toBe("blue");
    const mark = cloud.events.mark;
    cloud.deleteBehindTerraform(box);
    expect(cloud.events.since(mark)).toMatchObject([{ operation: "drift", id: box.id }]);
    expect(() => toys.create({ name: "a" })).not.toThrow();
    expect(() => cloud.deleteBehindTerraform(box)).toThrow(/There is no aws_toy_box/);
  });

  it("nobody deletes what AWS would not", () => {
    const toys = boxes(new Cloud(), {
      beforeDelete: () => {
        throw new ApiError("Protected", "no");
      },
    });
    expect(errorOf(() => toys.cloud.deleteBehindTerraform(toys.create())).code).toBe("Protected");
  });

  it("something is left that terraform never made, with its name", () => {
    const cloud = new Cloud();
    const toys = boxes(cloud, {
      unique: [{ key: (a: { name?: string }) => a.name, scope: "region", code: "Taken", message: () => "" }],
    });
    cloud.insert(
      toys.toys,
      { type: "aws_toy_box", id: "left", attributes: { id: "left", name: "a" } },
      place,
    );
    expect(errorOf(() => toys.create({ name: "a" })).code).toBe("Taken");
    expect(toys.find("left")).toBeDefined();
  });
});

test("a snapshot is the same whatever the order of creation", () => {
  const snapshotOf = (colours: string[]) => {
    const toys = boxes();
    for (const colour of colours) toys.create({ colour });
    return toys.cloud.snapshot();
  };
  expect(snapshotOf(["a", "b", "c"])).toEqual(snapshotOf(["c", "a", "b"]));
});

test("time runs forwards only", () => {
  const { clock } = new Cloud();
  expect(clock.timestamp).toBe("2025-01-01T00:00:00Z");
  clock.advanceDays(31);
  expect(clock.timestamp).toBe("2025-02-01T00:00:00Z");
  expect(() => clock.advanceSeconds(-1)).toThrow(RangeError);
  expect(() => clock.advanceSeconds(NaN)).toThrow(RangeError);
});
