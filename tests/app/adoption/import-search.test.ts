import type { Finding } from "../../../app/adoption/census";
import { unheldObjects } from "../../../app/adoption/claims";
import { searchImports, type SearchOptions, type SearchResult } from "../../../app/adoption/import-search";

const region = "arn:aws:ec2:eu-west-1:111111111111";

/** Blocks as the synthesized configuration has them. */
const blocks: Record<string, Record<string, unknown>> = {
  "aws_vpc.vpc": { cidr_block: "10.0.0.0/16" },
  "aws_route_table.a": { vpc_id: "${aws_vpc.vpc.id}" },
  "aws_route.a": { route_table_id: "${aws_route_table.a.id}", destination_cidr_block: "0.0.0.0/0" },
  "aws_route_table_association.a": { route_table_id: "${aws_route_table.a.id}", subnet_id: "subnet-1" },
  "aws_iam_role.r": { name: "flow" },
  "aws_iam_role_policy.p": { name: "permissions", role: "${aws_iam_role.r.name}" },
  "aws_cloudwatch_log_group.g": { name: "${data.terraform_remote_state.keys.outputs.prefix}-flow" },
};

interface Situation {
  /** Ids that exist. */
  readonly existing: readonly string[];
  /** What the tag index lists: addresses and ARNs. */
  readonly listed?: readonly (readonly [address: string, arn: string])[];
  /** Addresses that the state holds, with their ids. */
  readonly held?: Readonly<Record<string, string>>;
  /** What a plan knows, and the configuration alone does not. */
  readonly values?: Readonly<Record<string, Record<string, unknown>>>;
}

class Search {
  readonly asked: string[][] = [];
  plans = 0;

  constructor(private readonly situation: Situation) {}

  run(more: Partial<SearchOptions> = {}): Promise<SearchResult> {
    const { existing, listed = [], held = {}, values = {} } = this.situation;
    const state = Object.entries(held).map(([address, id]) => ({
      address,
      type: address.split(".")[0] ?? "",
      attributes: { id },
    }));
    return searchImports({
      place: { partition: "aws", account: "111111111111" },
      resources: new Map(
        Object.entries(blocks).map(([address, body]) => [
          address,
          { address, type: address.split(".")[0] ?? "", body },
        ]),
      ),
      held: state,
      unheld: unheldObjects(
        listed.map(([address, arn]) => ({ address, arn, stack: "dev-network" })),
        state,
      ),
      notedIds: {},
      census: (candidates) => {
        this.asked.push(candidates.map(({ id }) => id).sort());
        const findings = candidates.map(({ id }): Finding => {
          return { kind: existing.includes(id) ? "exists" : "missing" };
        });
        return Promise.resolve(findings);
      },
      plannedValues: () => {
        this.plans += 1;
        return Promise.resolve(new Map(Object.entries(values)));
      },
      ...more,
    });
  }
}

const everything = Object.fromEntries(Object.keys(blocks).map((address) => [address, "held"]));

it("what exists is found by its tags, by its name, and by what it hangs on, with one question", async () => {
  const search = new Search({
    existing: ["vpc-1", "rtb-1", "rtb-1_0.0.0.0/0", "subnet-1/rtb-1", "flow", "flow:permissions"],
    listed: [
      ["aws_vpc.vpc", `${region}:vpc/vpc-1`],
      ["aws_route_table.a", `${region}:route-table/rtb-1`],
    ],
    held: { "aws_cloudwatch_log_group.g": "g" },
  });
  const { adoptable } = await search.run();
  expect(Object.fromEntries(adoptable)).toEqual({
    "aws_vpc.vpc": "vpc-1",
    "aws_route_table.a": "rtb-1",
    "aws_route.a": "rtb-1_0.0.0.0/0",
    "aws_route_table_association.a": "subnet-1/rtb-1",
    "aws_iam_role.r": "flow",
    "aws_iam_role_policy.p": "flow:permissions",
  });
  expect(search.asked).toHaveLength(1);
  expect(search.plans).toBe(0);
});

it("what hangs on something that is gone is looked for no more", async () => {
  const search = new Search({
    existing: ["rtb-2"],
    listed: [["aws_route_table.a", `${region}:route-table/rtb-gone`]],
    held: { "aws_cloudwatch_log_group.g": "g" },
  });
  const { adoptable } = await search.run();
  expect(adoptable.size).toBe(0);
  expect(search.asked.flat()).toContain("rtb-gone_0.0.0.0/0");
  expect(search.asked).toHaveLength(1);
});

it("an id that only a plan can tell is looked for after that plan", async () => {
  const search = new Search({
    existing: ["drydock-dev-flow"],
    values: { "aws_cloudwatch_log_group.g": { name: "drydock-dev-flow" } },
  });
  const { adoptable } = await search.run();
  expect([...adoptable]).toEqual([["aws_cloudwatch_log_group.g", "drydock-dev-flow"]]);
  expect(search.plans).toBe(1);
});

it("what hangs on an object of the state is found by that", async () => {
  const { ["aws_route.a"]: _, ...others } = everything;
  const held = { ...others, "aws_route_table.a": "rtb-7" };
  const search = new Search({ existing: ["rtb-7_0.0.0.0/0"], held });
  expect([...(await search.run()).adoptable]).toEqual([["aws_route.a", "rtb-7_0.0.0.0/0"]]);
});

it("nothing is asked where the state holds everything that is listed", async () => {
  const search = new Search({
    existing: [],
    listed: [["aws_vpc.vpc", `${region}:vpc/vpc-1`]],
    held: { ...everything, "aws_vpc.vpc": "vpc-1" },
  });
  await search.run();
  expect(search.asked).toEqual([]);
});

it("of two objects with one address the one that is gone does not count", async () => {
  const listed = ["vpc-gone", "vpc-2"].map((id) => ["aws_vpc.vpc", `${region}:vpc/${id}`] as const);
  const { adoptable, several } = await new Search({ existing: ["vpc-2"], listed }).run();
  expect(adoptable.get("aws_vpc.vpc")).toBe("vpc-2");
  expect(several.size).toBe(0);
});

it("two objects with one address are named, and which is right is not decided", async () => {
  const listed = ["vpc-1", "vpc-2"].map((id) => ["aws_vpc.vpc", `${region}:vpc/${id}`] as const);
  const { several } = await new Search({ existing: ["vpc-1", "vpc-2"], listed }).run();
  expect([...several]).toEqual([["aws_vpc.vpc", ["vpc-1", "vpc-2"]]]);
});

it("an object beside the one that the state holds is a stray, unless it is gone", async () => {
  const listed = ["vpc-gone", "vpc-2"].map((id) => ["aws_vpc.vpc", `${region}:vpc/${id}`] as const);
  const { strays, adoptable } = await new Search({ existing: ["vpc-2"], listed, held: everything }).run();
  expect(strays.map(({ id }) => id)).toEqual(["vpc-2"]);
  expect(adoptable.size).toBe(0);
});

it("an object whose resource has left the configuration is a stray; one of an unknown type is to be looked at", async () => {
  const { strays, unverified } = await new Search({
    existing: ["vpc-2"],
    listed: [
      ["aws_vpc.old", `${region}:vpc/vpc-2`],
      ["aws_subnet.old", `${region}:subnet/subnet-7`],
      ["aws_sns_topic.old", "arn:aws:sns:eu-west-1:111111111111:old"],
    ],
  }).run();
  expect(strays.map(({ object }) => object.address)).toEqual(["aws_vpc.old"]);
  expect(unverified.map(({ object }) => object.address)).toEqual(["aws_subnet.old", "aws_sns_topic.old"]);
});

it("what the provider cannot read is no candidate, and its words are kept", async () => {
  const { unreadable, adoptable } = await new Search({ existing: [] }).run({
    census: (candidates) =>
      Promise.resolve(candidates.map(() => ({ kind: "unreadable", words: "AccessDenied" }))),
  });
  expect(unreadable).toContainEqual({ address: "aws_iam_role.r", id: "flow", words: "AccessDenied" });
  expect(adoptable.size).toBe(0);
});

it("an id that the stack notes is a candidate", async () => {
  const { adoptable } = await new Search({ existing: ["vpc-noted"] }).run({
    notedIds: { "aws_vpc.vpc": "vpc-noted" },
  });
  expect(adoptable.get("aws_vpc.vpc")).toBe("vpc-noted");
});

it("what a launch template has started is the template's, and no second template", () => {
  const address = "aws_launch_template.nodes";
  const tagged = ["launch-template/lt-1", "instance/i-1", "network-interface/eni-1"].map((object) => ({
    address,
    arn: `arn:aws:ec2:eu-west-1:111111111111:${object}`,
    stack: "dev-cluster-main",
  }));
  const unheld = unheldObjects(tagged, [
    { address, type: "aws_launch_template", attributes: { id: "lt-1" } },
  ]);
  expect([...unheld]).toEqual([]);
  expect(
    unheldObjects(tagged, [])
      .get(address)
      ?.map(({ id }) => id),
  ).toEqual(["lt-1"]);
});
