import * as fc from "fast-check";
import { Clock } from "../../../../app/simulator/cloud/clock";
import { ObjectStore } from "../../../../app/simulator/cloud/object-store";

const body = (text: string) => Buffer.from(text);

describe("a bucket that never was versioned", () => {
  it("keeps one object for each key, and forgets it", () => {
    const store = new ObjectStore(new Clock());
    store.put("b", "k", body("1"));
    store.put("b", "k", body("2"));
    expect(store.versions("b", "k").map(({ versionId }) => versionId)).toEqual(["null"]);
    expect(store.get("b", "k")?.body.toString()).toBe("2");
    expect(store.delete("b", "k")).toBeUndefined();
    expect(store.isEmpty("b")).toBe(true);
  });
});

describe("a versioned bucket", () => {
  it("keeps every version, and hides the newest under a delete marker", () => {
    const store = new ObjectStore(new Clock());
    store.enableVersioning("b");
    const first = store.put("b", "k", body("1"));
    store.put("b", "k", body("2"));
    const marker = store.delete("b", "k");
    expect(store.get("b", "k")).toBeUndefined();
    expect(store.versions("b", "k")).toHaveLength(3);
    expect(store.getVersion("b", "k", first.versionId)?.body.toString()).toBe("1");
    store.deleteVersion("b", "k", marker?.versionId ?? "");
    expect(store.get("b", "k")?.body.toString()).toBe("2");
  });

  it("suspended, keeps its old versions and overwrites only the one without an id", () => {
    const store = new ObjectStore(new Clock());
    store.put("b", "k", body("0"));
    store.enableVersioning("b");
    const kept = store.put("b", "k", body("1"));
    store.suspendVersioning("b");
    store.put("b", "k", body("2"));
    store.put("b", "k", body("3"));
    expect(store.versions("b", "k").map((version) => [version.versionId, version.body.toString()])).toEqual([
      ["null", "3"],
      [kept.versionId, "1"],
    ]);
  });

  it("gives the same version ids whatever the order in which keys are written", () => {
    const idsIn = (keys: string[]) => {
      const store = new ObjectStore(new Clock());
      store.enableVersioning("b");
      return new Map(keys.map((key) => [key, store.put("b", key, body(key)).versionId]));
    };
    expect(idsIn(["a", "b", "c"])).toEqual(new Map([...idsIn(["c", "b", "a"])].reverse()));
  });

  it("is empty only when no version and no delete marker is left", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("put", "delete"), { maxLength: 12 }), (operations) => {
        const store = new ObjectStore(new Clock());
        store.enableVersioning("b");
        for (const operation of operations) {
          if (operation === "put") store.put("b", "k", body("x"));
          else store.delete("b", "k");
        }
        expect(store.isEmpty("b")).toBe(operations.length === 0);
        for (const { versionId } of [...store.versions("b", "k")]) store.deleteVersion("b", "k", versionId);
        expect(store.isEmpty("b")).toBe(true);
      }),
    );
  });
});

test("keys are listed in the order of their bytes", () => {
  const store = new ObjectStore(new Clock());
  for (const key of ["b", "a/ä", "a/z", "Z", "a"]) store.put("b", key, body(""));
  expect(store.keys("b")).toEqual(["Z", "a", "a/z", "a/ä", "b"]);
});
