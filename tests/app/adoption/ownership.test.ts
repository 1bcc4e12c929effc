import { ownershipIn } from "../../../app/adoption/ownership";

const own = { environment: "dev", stack: "dev-network" };

function plan(before: Record<string, unknown>, importing: { id?: string } | undefined = { id: "flow" }) {
  const change = { actions: ["no-op"], before, ...(importing && { importing }) };
  return {
    format_version: "1.2",
    resource_changes: [
      { address: "aws_iam_role.r", mode: "managed" as const, type: "aws_iam_role", name: "r", change },
    ],
  };
}

it("an object with our tags, and one of a type without tags, are ours", () => {
  const nothing = { foreign: [], untagged: [] };
  expect(ownershipIn(plan({ tags_all: { ...own, address: "aws_iam_role.r", owner: "x" } }), own)).toEqual(
    nothing,
  );
  expect(ownershipIn(plan({ name: "flow" }), own)).toEqual(nothing);
  expect(ownershipIn(plan({ tags_all: { stack: "other" } }, {}), own)).toEqual(nothing);
});

it("an object with the tags of something else is foreign, and its owner is named", () => {
  const tags_all = { environment: "prod", stack: "prod-network", address: "aws_iam_role.r" };
  expect(ownershipIn(plan({ tags_all }), own).foreign).toEqual([
    {
      address: "aws_iam_role.r",
      id: "flow",
      owner: "environment prod, stack prod-network, address aws_iam_role.r",
    },
  ]);
});

it("an object without any of our tags is ours by its name only", () => {
  expect(ownershipIn(plan({ tags_all: { team: "x" } }), own)).toEqual({
    foreign: [],
    untagged: [{ address: "aws_iam_role.r", id: "flow" }],
  });
});
