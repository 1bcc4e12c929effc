import { Cloud } from "../../../../app/simulator/cloud/cloud";
import { errorOf, place, table, Toys } from "./toy-tables";

const named = table({
  unique: [
    {
      key: (attributes) => String(attributes["name"]),
      scope: "account",
      code: "AlreadyExists",
      message: () => "The name is taken.",
    },
  ],
});

const bucket = "states";

/** A cloud with something of everything. */
function furnished(): { cloud: Cloud; toys: Toys } {
  const cloud = new Cloud();
  const toys = new Toys(cloud, "aws_toy_box", named);
  toys.create({ name: "first", tags: { colour: "red" }, parts: [{ size: 1 }] });
  cloud.objectStore.enableVersioning(bucket);
  cloud.objectStore.put(bucket, "dev/terraform.tfstate", Buffer.from("one"));
  cloud.quotas.set("L-F678F1CE", 7);
  cloud.clock.advanceSeconds(30);
  return { cloud, toys };
}

const within = (cloud: Cloud): Toys => new Toys(cloud, "aws_toy_box", named);

describe("a copy of a cloud", () => {
  it("holds what the original holds, at the same moment", () => {
    const { cloud } = furnished();
    const copy = cloud.copy();
    expect(copy.snapshot()).toEqual(cloud.snapshot());
    expect(copy.clock.nowMs).toBe(cloud.clock.nowMs);
    expect(copy.quotas).toEqual(cloud.quotas);
    expect(copy.events.all).toEqual(cloud.events.all);
    expect(copy.objectStore.get(bucket, "dev/terraform.tfstate")?.body.toString()).toBe("one");
    expect(copy.tagged("colour", "red")).toHaveLength(1);
  });

  it("shares no part with the original that anything could be written into", () => {
    const { cloud } = furnished();
    const copy = cloud.copy();
    const parts = Object.entries(cloud).filter(([, part]) => typeof part === "object");
    expect(parts.length).toBeGreaterThanOrEqual(9);
    const shared = parts.filter(([name, part]) => copy[name as keyof Cloud] === part).map(([name]) => name);
    expect(shared).toEqual([]);
  });

  it("gives the same identifiers to the same new objects", () => {
    const { cloud, toys } = furnished();
    const copy = within(cloud.copy());
    expect(copy.create({ name: "second" }).id).toBe(toys.create({ name: "second" }).id);
  });

  it("goes its own way: objects, attributes, names and tombstones", () => {
    const { cloud, toys } = furnished();
    const copy = cloud.copy();
    const boxes = within(copy);
    const [box] = copy.list("aws_toy_box", place);
    if (!box) throw new Error("the copy has no box");
    (box.attributes["tags"] as Record<string, string>)["colour"] = "blue";
    (box.attributes["parts"] as { size: number }[])[0]!.size = 2;
    boxes.update(box, { name: "renamed" });
    boxes.create({ name: "second" });
    copy.names.bury({ space: "s", name: "n", untilMs: Infinity, code: "Held", message: "Held." });

    expect(cloud.snapshot().map(({ attributes }) => attributes)).toEqual([
      expect.objectContaining({ name: "first", tags: { colour: "red" }, parts: [{ size: 1 }] }),
    ]);
    expect(errorOf(() => toys.create({ name: "first" })).code).toBe("AlreadyExists");
    expect(() => toys.create({ name: "second" })).not.toThrow();
    expect(() => boxes.create({ name: "first" })).not.toThrow();
    expect(cloud.names.tombstones(0)).toEqual([]);
  });

  it("is left alone by what happens to the original", () => {
    const { cloud, toys } = furnished();
    const copy = cloud.copy();
    const before = JSON.stringify(copy.snapshot());
    for (const box of cloud.list("aws_toy_box", place)) toys.delete(box);
    toys.create({ name: "third" });
    cloud.clock.advanceDays(8);
    expect(JSON.stringify(copy.snapshot())).toBe(before);
    expect(errorOf(() => within(copy).create({ name: "first" })).code).toBe("AlreadyExists");
    expect(copy.clock.nowMs).toBeLessThan(cloud.clock.nowMs);
  });

  it("has buckets, uploads and a history of its own", () => {
    const { cloud } = furnished();
    const upload = cloud.objectStore.uploads.begin(bucket, "large", {});
    const copy = cloud.copy();
    cloud.objectStore.uploads.addPart(upload, 1, Buffer.from("part"), {});
    copy.objectStore.put(bucket, "dev/terraform.tfstate", Buffer.from("two"));
    copy.objectStore.put(bucket, "other", Buffer.from("new"));
    expect(cloud.objectStore.versions(bucket, "dev/terraform.tfstate")).toHaveLength(1);
    expect(cloud.objectStore.keys(bucket)).toEqual(["dev/terraform.tfstate"]);
    expect(copy.objectStore.uploads.find(bucket, "large", upload.id)?.parts.size).toBe(0);
    const written = copy.objectStore.versions(bucket, "dev/terraform.tfstate")[0];
    expect(cloud.objectStore.put(bucket, "dev/terraform.tfstate", Buffer.from("two")).versionId).toBe(
      written?.versionId,
    );
  });

  it("takes over faults with what they have left, principals and propagation, each as its own", () => {
    const { cloud } = furnished();
    cloud.faults.add({ type: "aws_toy_box", code: "Throttling", message: "Rate exceeded", times: 2 });
    cloud.principals.declareOutside(["arn:aws:iam::111111111111:role/one"]);
    cloud.consistency.setPropagation("aws_toy_box", 60);
    cloud.remains.setSeconds("aws_toy_box", 60);
    const [box] = cloud.list("aws_toy_box", place);
    if (!box) throw new Error("the cloud has no box");
    const copy = cloud.copy();
    expect(errorOf(() => within(copy).create({ name: "x" })).code).toBe("Throttling");
    expect(errorOf(() => within(copy).create({ name: "x" })).code).toBe("Throttling");
    expect(copy.faults.pending).toEqual([]);
    expect(cloud.faults.pending).toHaveLength(1);

    copy.remains.leave({ ...box, attributes: { held: "b" } }, 0);
    expect(copy.remains.hold({ id: "b" }, 59_000)).toBe(true);
    expect(copy.copy().remains.hold({ id: "b" }, 59_000)).toBe(true);
    expect(cloud.remains.hold({ id: "b" }, 59_000)).toBe(false);

    copy.principals.declareOutside(["arn:aws:iam::111111111111:role/two"]);
    expect(copy.principals.mayExist("arn:aws:iam::111111111111:role/one")).toBe(true);
    expect(cloud.principals.mayExist("arn:aws:iam::111111111111:role/two")).toBe(false);
    copy.consistency.setPropagation("aws_toy_box", 0);
    const observer = { type: "aws_other_thing" };
    expect(cloud.consistency.isVisible(box, observer, box.createdAt + 1000)).toBe(false);
    expect(copy.consistency.isVisible(box, observer, box.createdAt + 1000)).toBe(true);
  });
});
