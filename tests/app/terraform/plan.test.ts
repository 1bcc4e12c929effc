import {
  describeCounts,
  readPlan,
  type RawResourceChange,
  type TerraformPlan,
} from "../../../app/terraform/plan";
import { describeWithBinaries, terraformIn, write } from "./workbench";

function change(
  address: string,
  parts: Partial<RawResourceChange["change"]>,
  rest: object = {},
): RawResourceChange {
  const [type = "", name = ""] = address.split(".");
  return { address, type, name, mode: "managed", change: { actions: ["no-op"], ...parts }, ...rest };
}
const plan = (...resource_changes: RawResourceChange[]): TerraformPlan => ({
  format_version: "1.2",
  resource_changes,
});

describe("reading a plan", () => {
  it("tells creations, updates, replacements, deletions, reads, moves, imports and what is forgotten apart", () => {
    const summary = readPlan(
      plan(
        change("a.create", { actions: ["create"] }),
        change("a.update", { actions: ["update"] }),
        change("a.replace", { actions: ["delete", "create"] }),
        change("a.replace_first", { actions: ["create", "delete"] }),
        change("a.delete", { actions: ["delete"] }),
        change("a.read", { actions: ["read"] }, { mode: "data" }),
        change("a.same", {}),
        change("a.moved", {}, { previous_address: "a.before" }),
        change("a.imported", { importing: { id: "i-1" } }),
        change("a.forgotten", { actions: ["forget"] }),
      ),
    );
    expect(summary.changes.map(({ address, action }) => `${address} ${action}`)).toEqual([
      "a.create create",
      "a.delete delete",
      "a.forgotten forget",
      "a.imported import",
      "a.moved move",
      "a.read read",
      "a.replace replace",
      "a.replace_first replace",
      "a.update update",
    ]);
    expect(summary.changes.find(({ address }) => address === "a.moved")?.previousAddress).toBe("a.before");
    expect(summary.changes.find(({ address }) => address === "a.imported")?.importId).toBe("i-1");
    expect(
      summary.changes.filter(({ createBeforeDestroy }) => createBeforeDestroy).map(({ address }) => address),
    ).toEqual(["a.replace_first"]);
    expect(describeCounts(summary.counts)).toBe(
      "1 to create, 1 to update, 2 to replace, 1 to delete, 1 to move, 1 to import, 1 to forget",
    );
    expect(summary.empty).toBe(false);
  });

  it("lists the leaves that differ, what is unknown, what forces the replacement, and hides what is sensitive", () => {
    const [replaced] = readPlan(
      plan(
        change("aws_vpc.a", {
          actions: ["delete", "create"],
          before: {
            cidr: "10.0.0.0/16",
            tags: { owner: "x", stack: "s" },
            secret: "old",
            rules: [{ port: 1 }, { port: 2 }],
            names: ["a"],
            id: "vpc-1",
          },
          after: {
            cidr: "10.1.0.0/16",
            tags: { owner: "y", stack: "s" },
            secret: "new",
            rules: [{ port: 1 }, { port: 3 }],
            names: ["a", "b"],
          },
          after_unknown: { id: true },
          before_sensitive: { secret: true },
          after_sensitive: { secret: true },
          replace_paths: [["cidr"]],
        }),
      ),
    ).changes;
    expect(replaced?.attributes).toEqual([
      {
        path: "cidr",
        before: "10.0.0.0/16",
        after: "10.1.0.0/16",
        unknown: false,
        sensitive: false,
        forcesReplacement: true,
      },
      { path: "id", before: "vpc-1", unknown: true, sensitive: false, forcesReplacement: false },
      {
        path: "names",
        before: ["a"],
        after: ["a", "b"],
        unknown: false,
        sensitive: false,
        forcesReplacement: false,
      },
      {
        path: "rules[1].port",
        before: 2,
        after: 3,
        unknown: false,
        sensitive: false,
        forcesReplacement: false,
      },
      { path: "secret", unknown: false, sensitive: true, forcesReplacement: false },
      {
        path: "tags.owner",
        before: "x",
        after: "y",
        unknown: false,
        sensitive: false,
        forcesReplacement: false,
      },
    ]);
    expect(JSON.stringify(replaced)).not.toContain("new");
  });

  it("takes null and absent for the same", () => {
    const [updated] = readPlan(
      plan(change("a.b", { actions: ["update"], before: { x: null, y: 1 }, after: { y: 2 } })),
    ).changes;
    expect(updated?.attributes.map(({ path }) => path)).toEqual(["y"]);
  });

  it("is empty when only data sources are read, and not when an output changes", () => {
    expect(readPlan(plan(change("data.x", { actions: ["read"] }, { mode: "data" }))).empty).toBe(true);
    const outputs = {
      format_version: "1.2",
      output_changes: { id: { actions: ["update"], after_sensitive: true } },
    };
    expect(readPlan(outputs)).toMatchObject({
      empty: false,
      outputs: [{ name: "id", action: "update", sensitive: true }],
    });
    expect(describeCounts(readPlan(outputs).counts)).toBe("no changes");
  });

  it("lists drift, and objects that are deposed by their key", () => {
    const summary = readPlan({
      ...plan(change("a.b", { actions: ["delete"] }, { deposed: "12ab" })),
      resource_drift: [
        change("a.c", { actions: ["delete"], before: { x: 1 }, after: null }),
        change("a.d", {}),
      ],
    });
    expect(summary.changes[0]?.address).toBe("a.b (deposed 12ab)");
    expect(summary.drift.map(({ address, action }) => `${address} ${action}`)).toEqual(["a.c delete"]);
  });
});

describeWithBinaries("plans of the real binary", (binary) => {
  it("read as what they are: replace, move, and a removal that keeps the object", async () => {
    const terraform = terraformIn(binary(), {
      resource: { terraform_data: { a: { triggers_replace: "1" }, b: { input: "x" }, c: {} } },
    });
    await terraform.init();
    await terraform.plan({ out: "1.tfplan" });
    await terraform.apply("1.tfplan");
    write(terraform.directory, {
      resource: { terraform_data: { a: { triggers_replace: "2" }, renamed: { input: "x" } } },
      moved: [{ from: "terraform_data.b", to: "terraform_data.renamed" }],
      removed: [{ from: "terraform_data.c", lifecycle: { destroy: false } }],
    });
    await terraform.plan({ out: "2.tfplan" });
    const { changes } = readPlan(await terraform.showPlan("2.tfplan"));
    expect(changes.map(({ address, action }) => `${action} ${address}`)).toEqual([
      "replace terraform_data.a",
      "forget terraform_data.c",
      "move terraform_data.renamed",
    ]);
    expect(
      changes[0]?.attributes.filter(({ forcesReplacement }) => forcesReplacement).map(({ path }) => path),
    ).toEqual(["triggers_replace"]);
  });
});
