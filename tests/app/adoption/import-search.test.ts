import { unheldObjects } from "../../../app/adoption/claims";
import {
  type ImportPlan,
  type PlanImports,
  searchImports,
  type SearchResult,
} from "../../../app/adoption/import-search";
import type { RawResourceChange } from "../../../app/terraform/plan";

const region = "arn:aws:ec2:eu-west-1:111111111111";
const tags = (address: string) => ({ environment: "dev", stack: "dev-network", address });

/** A resource of the stack: what a plan knows of it once others are imported. */
type Resource = (imported: ReadonlyMap<string, string>) => Record<string, unknown>;

const resources: Record<string, Resource> = {
  "aws_vpc.vpc": () => ({ cidr_block: "10.0.0.0/16" }),
  "aws_route_table.a": (imported) => ({ vpc_id: imported.get("aws_vpc.vpc") }),
  "aws_internet_gateway.igw": () => ({}),
  "aws_route.a": (imported) => ({
    route_table_id: imported.get("aws_route_table.a"),
    destination_cidr_block: "0.0.0.0/0",
  }),
  "aws_route_table_association.a": (imported) => ({
    route_table_id: imported.get("aws_route_table.a"),
    subnet_id: "subnet-1",
  }),
  "aws_iam_role.r": () => ({ name: "flow" }),
  "aws_kms_key.k": () => ({}),
};

/** A cloud as terraform sees it: ids that exist, with their tags where the type takes some. */
class World {
  readonly plans: { imports: Record<string, string>; probes: string[] }[] = [];

  constructor(private readonly existing: Record<string, Record<string, string> | undefined>) {}

  readonly plan: PlanImports = (imports, probes) => {
    this.plans.push({ imports: Object.fromEntries(imports), probes: probes.map(({ id }) => id) });
    const asked = [...imports, ...probes.map(({ address, id }) => [address, id] as const)];
    const gone = asked.filter(([, id]) => !Object.hasOwn(this.existing, id));
    if (gone.length > 0) return Promise.resolve(failed(gone, asked));
    const changes = [
      ...asked.map(([address, id]): RawResourceChange => {
        const before = { id, tags_all: this.existing[id] };
        return change(address, { actions: ["no-op"], before, after: before, importing: { id } });
      }),
      ...Object.entries(resources)
        .filter(([address]) => !imports.has(address) && !this.held.includes(address))
        .map(([address, values]) =>
          change(address, { actions: ["create"], before: null, after: values(imports) }),
        ),
    ];
    return Promise.resolve({ kind: "planned", changes });
  };

  held: string[] = [];
}

function change(address: string, content: RawResourceChange["change"]): RawResourceChange {
  const [type = "", name = ""] = address.split(".");
  return { address, mode: "managed", type, name, change: content };
}

/** As terraform says it; the importer of associations has words of its own, and no address. */
function failed(gone: (readonly [string, string])[], asked: (readonly [string, string])[]): ImportPlan {
  const words = gone.map(([address]) =>
    address.startsWith("aws_route_table_association")
      ? { summary: "couldn't find resource", detail: "" }
      : {
          summary: "Cannot import non-existent remote object",
          detail: `While attempting to import an existing object to "${address}", the provider detected that no object exists`,
        },
  );
  const lost = new Set(gone.map(([address]) => address));
  return {
    kind: "failed",
    diagnostics: words.map((each) => ({ severity: "error", ...each })),
    planned: new Set(asked.map(([address]) => address).filter((address) => !lost.has(address))),
    error: new Error("the plan failed"),
  };
}

/** Searches a stack whose state holds some addresses, where the index lists some ARNs under their addresses. */
function search(
  world: Pick<World, "plan">,
  listed: readonly (readonly [address: string, arn: string])[],
  held: Readonly<Record<string, string>> = {},
): Promise<SearchResult> {
  const state = Object.entries(held).map(([address, id]) => {
    return { address, type: address.split(".")[0] ?? "", attributes: { id } };
  });
  return searchImports(
    {
      stack: "dev-network",
      environmentTag: "dev",
      place: { partition: "aws", account: "111111111111" },
      resources: new Map(
        Object.keys(resources).map((address) => [
          address,
          { address, type: address.split(".")[0] ?? "", body: {} },
        ]),
      ),
      absent: Object.keys(resources).filter((address) => !Object.hasOwn(held, address)),
      unheld: unheldObjects(
        listed.map(([address, arn]) => ({ address, arn, stack: "dev-network" })),
        state,
      ),
      notedIds: {},
    },
    world.plan,
  );
}

const found = ({ adoptable }: SearchResult) =>
  Object.fromEntries(adoptable.map(({ address, id }) => [address, id]));

it("what hangs on something is found once that is", async () => {
  const world = new World({
    "vpc-1": tags("aws_vpc.vpc"),
    "rtb-1": tags("aws_route_table.a"),
    "rtb-1_0.0.0.0/0": undefined,
    "subnet-1/rtb-1": undefined,
    flow: tags("aws_iam_role.r"),
  });
  const result = await search(world, [
    ["aws_vpc.vpc", `${region}:vpc/vpc-1`],
    ["aws_route_table.a", `${region}:route-table/rtb-1`],
  ]);
  expect(found(result)).toEqual({
    "aws_vpc.vpc": "vpc-1",
    "aws_route_table.a": "rtb-1",
    "aws_route.a": "rtb-1_0.0.0.0/0",
    "aws_route_table_association.a": "subnet-1/rtb-1",
    "aws_iam_role.r": "flow",
  });
  expect(result.adoptable.every(({ certain }) => certain)).toBe(true);
  expect(world.plans).toHaveLength(2);
});

it("what is not there is dropped, whichever way the provider says so", async () => {
  const world = new World({ "rtb-1": tags("aws_route_table.a") });
  const result = await search(world, [
    ["aws_vpc.vpc", `${region}:vpc/vpc-gone`],
    ["aws_route_table.a", `${region}:route-table/rtb-1`],
  ]);
  expect(found(result)).toEqual({ "aws_route_table.a": "rtb-1" });
  expect(result.unreadable).toEqual([]);
});

it("nothing is planned where the state holds everything that is listed", async () => {
  const held = Object.fromEntries(Object.keys(resources).map((address) => [address, `id of ${address}`]));
  const world = new World({});
  await search(world, [["aws_vpc.vpc", `${region}:vpc/vpc-1`]], { ...held, "aws_vpc.vpc": "vpc-1" });
  expect(world.plans).toEqual([]);
});

it("of two objects with one address the one that is gone does not count", async () => {
  const world = new World({ "vpc-2": tags("aws_vpc.vpc") });
  const result = await search(world, [
    ["aws_vpc.vpc", `${region}:vpc/vpc-1`],
    ["aws_vpc.vpc", `${region}:vpc/vpc-2`],
  ]);
  expect(found(result)).toEqual({ "aws_vpc.vpc": "vpc-2" });
  expect(result.several.size).toBe(0);
});

it("two objects with one address are named, and which is right is not decided", async () => {
  const world = new World({ "vpc-1": tags("aws_vpc.vpc"), "vpc-2": tags("aws_vpc.vpc") });
  const { several } = await search(world, [
    ["aws_vpc.vpc", `${region}:vpc/vpc-1`],
    ["aws_vpc.vpc", `${region}:vpc/vpc-2`],
  ]);
  expect([...several]).toEqual([["aws_vpc.vpc", ["vpc-1", "vpc-2"]]]);
});

it("an object beside the one that the state holds is a stray, unless it is gone", async () => {
  const held = Object.fromEntries(Object.keys(resources).map((address) => [address, "held"]));
  const world = new World({ "vpc-2": tags("aws_vpc.vpc") });
  world.held = Object.keys(resources);
  const listed = [
    ["aws_vpc.vpc", `${region}:vpc/vpc-2`],
    ["aws_vpc.vpc", `${region}:vpc/vpc-gone`],
  ] as const;
  const { strays, adoptable } = await search(world, listed, held);
  expect(strays.map(({ id }) => id)).toEqual(["vpc-2"]);
  expect(adoptable).toEqual([]);
});

it("what the state holds and the cloud has lost is found again in another object", async () => {
  const held = Object.fromEntries(Object.keys(resources).map((address) => [address, "held"]));
  const world = new World({ "vpc-2": tags("aws_vpc.vpc") });
  // Terraform wants to create it again: the object of the state was deleted by hand.
  world.held = Object.keys(resources).filter((address) => address !== "aws_vpc.vpc");
  const result = await search(world, [["aws_vpc.vpc", `${region}:vpc/vpc-2`]], held);
  expect(found(result)).toEqual({ "aws_vpc.vpc": "vpc-2" });
  expect(result.strays).toEqual([]);
});

it("an object whose resource has left the configuration is a stray; one of an unknown type is to be looked at", async () => {
  const world = new World({ "vpc-2": tags("aws_vpc.old") });
  const result = await search(world, [
    ["aws_vpc.old", `${region}:vpc/vpc-2`],
    ["aws_subnet.old", `${region}:subnet/subnet-7`],
    ["aws_sns_topic.old", "arn:aws:sns:eu-west-1:111111111111:old"],
  ]);
  expect(result.strays.map(({ object }) => object.address)).toEqual(["aws_vpc.old"]);
  expect(result.unverified.map(({ object }) => object.address)).toEqual([
    "aws_subnet.old",
    "aws_sns_topic.old",
  ]);
});

it("an object that has the name and the tags of something else is left alone", async () => {
  const world = new World({
    flow: { environment: "prod", stack: "prod-network", address: "aws_iam_role.r" },
  });
  const result = await search(world, []);
  expect(found(result)).toEqual({});
  expect(result.foreign).toEqual([
    {
      address: "aws_iam_role.r",
      id: "flow",
      owner: "environment prod, stack prod-network, address aws_iam_role.r",
    },
  ]);
});

it("an object that has the name and no tag of ours is taken, and said so", async () => {
  const result = await search(new World({ flow: { team: "x" } }), []);
  expect(result.adoptable).toEqual([{ address: "aws_iam_role.r", id: "flow", certain: false }]);
});

it("what the provider cannot read is dropped with its words", async () => {
  const world = new World({});
  let first = true;
  const plan: PlanImports = (imports, probes) => {
    if (!first) return world.plan(new Map([...imports].filter(([, id]) => id !== "flow")), probes);
    first = imports.size === 0;
    if (first) return world.plan(imports, probes);
    const summary = "reading IAM Role (flow): operation error IAM: GetRole, api error AccessDenied: no";
    return Promise.resolve({
      kind: "failed",
      diagnostics: [{ severity: "error", summary, detail: "" }],
      planned: new Set<string>(),
      error: new Error("the plan failed"),
    });
  };
  const { unreadable } = await search({ plan }, []);
  expect(unreadable).toEqual([
    {
      address: "aws_iam_role.r",
      id: "flow",
      words: "reading IAM Role (flow): operation error IAM: GetRole, api error AccessDenied: no",
    },
  ]);
});

it("a plan that fails over something else ends the search with that failure", async () => {
  const plan: PlanImports = () =>
    Promise.resolve({
      kind: "failed",
      diagnostics: [{ severity: "error", summary: "Error acquiring the state lock", detail: "" }],
      planned: new Set<string>(),
      error: new Error("the state is locked"),
    });
  await expect(search({ plan }, [])).rejects.toThrow("the state is locked");
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
