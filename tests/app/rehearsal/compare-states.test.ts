import { compareStates } from "../../../app/rehearsal/states/compare";
import type { StateFile } from "../../../app/terraform/driver";

type Objects = Record<string, Record<string, unknown>>;

function state(objects: Objects, outputs: Record<string, unknown> = {}): StateFile {
  return {
    serial: 1,
    lineage: "l",
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([name, value]) => [name, { value, type: "string" }]),
    ),
    resources: Object.entries(objects).map(([address, attributes]) => {
      const [type = "", name = ""] = address.split(".");
      return { mode: "managed", type, name, instances: [{ attributes }] };
    }),
  };
}

/** "stack address path: rule" of each difference. */
function compare(before: StateFile, after: StateFile): string[] {
  return compareStates(new Map([["dev-network", before]]), new Map([["dev-network", after]])).map(
    ({ address, path, rule }) => `${address} ${path}: ${rule ?? "UNEXPLAINED"}`,
  );
}

const vpc = (id: string): Record<string, unknown> => ({
  id,
  arn: `arn:aws:ec2:eu-west-1:111111111111:vpc/${id}`,
  cidr_block: "10.0.0.0/16",
});

describe("comparing two builds", () => {
  it("finds nothing between equal ones", () => {
    expect(
      compare(state({ "aws_vpc.a": vpc("vpc-0aaa1111") }), state({ "aws_vpc.a": vpc("vpc-0aaa1111") })),
    ).toEqual([]);
  });

  it("explains generated ids and whatever names them", () => {
    const build = (id: string): StateFile =>
      state(
        {
          "aws_vpc.a": vpc(id),
          "aws_subnet.b": { id: "subnet-0same", vpc_id: id, policy: `{"vpc":"${id}"}` },
        },
        { vpc_id: id },
      );
    expect(compare(build("vpc-0aaa1111"), build("vpc-0bbb2222"))).toEqual([
      "aws_subnet.b policy: it names an object whose id was generated",
      "aws_subnet.b vpc_id: it names an object whose id was generated",
      "aws_vpc.a arn: it names an object whose id was generated",
      "aws_vpc.a id: AWS generates it for each new object",
      "output.vpc_id : it names an object whose id was generated",
    ]);
  });

  it("explains the order of a set by the ids in it, and not another order", () => {
    const build = (one: string, two: string, ids: string[]): StateFile =>
      state({
        "aws_subnet.a": { id: one },
        "aws_subnet.b": { id: two },
        "aws_vpc_endpoint.e": { id: "vpce-0same", subnet_ids: ids },
      });
    const before = build("subnet-0aaa", "subnet-0bbb", ["subnet-0aaa", "subnet-0bbb"]);
    const after = build("subnet-0zzz", "subnet-0ccc", ["subnet-0ccc", "subnet-0zzz"]);
    expect(compare(before, after)).toContain(
      "aws_vpc_endpoint.e subnet_ids: a set, ordered by ids that were generated",
    );
    const other = build("subnet-0zzz", "subnet-0ccc", ["subnet-0ccc", "subnet-0yyy"]);
    expect(compare(before, other).filter((line) => line.endsWith("UNEXPLAINED"))).not.toEqual([]);
  });

  it("does not explain another order of a list, whose order means something", () => {
    const build = (one: string, two: string, ids: string[]): StateFile =>
      state({ "aws_subnet.a": { id: one }, "aws_subnet.b": { id: two } }, { private_subnet_ids: ids });
    const before = build("subnet-0aaa", "subnet-0bbb", ["subnet-0aaa", "subnet-0bbb"]);
    const swapped = build("subnet-0zzz", "subnet-0ccc", ["subnet-0ccc", "subnet-0zzz"]);
    expect(compare(before, swapped).filter((line) => line.endsWith("UNEXPLAINED"))).toEqual([
      "output.private_subnet_ids [0]: UNEXPLAINED",
      "output.private_subnet_ids [1]: UNEXPLAINED",
    ]);
  });

  it("does not take an id that holds a name of ours for a generated one", () => {
    const build = (name: string): StateFile =>
      state({
        "aws_cloudwatch_log_group.l": {
          id: name,
          name,
          arn: `arn:aws:logs:eu-west-1:111111111111:log-group:${name}`,
        },
        "aws_flow_log.f": { id: "fl-0same", log_destination: name },
      });
    expect(compare(build("drydock-dev-a"), build("drydock-dev-b"))).toEqual([
      "aws_cloudwatch_log_group.l arn: UNEXPLAINED",
      "aws_cloudwatch_log_group.l id: UNEXPLAINED",
      "aws_cloudwatch_log_group.l name: UNEXPLAINED",
      "aws_flow_log.f log_destination: UNEXPLAINED",
    ]);
  });

  it("explains moments by the names that moments have", () => {
    const build = (moment: string): StateFile =>
      state({ "aws_iam_role.r": { id: "r", create_date: moment, description: moment } });
    expect(compare(build("2026-01-01T00:00:00Z"), build("2026-01-02T00:00:00Z"))).toEqual([
      "aws_iam_role.r create_date: a moment",
      "aws_iam_role.r description: UNEXPLAINED",
    ]);
  });

  it("leaves a changed value, a missing object and a missing output unexplained", () => {
    const before = state(
      { "aws_vpc.a": { id: "vpc-1", cidr_block: "10.0.0.0/16" }, "aws_eip.gone": { id: "x" } },
      { zones: ["a", "b"] },
    );
    const after = state({ "aws_vpc.a": { id: "vpc-1", cidr_block: "10.1.0.0/16" } }, { zones: ["a"] });
    expect(compare(before, after)).toEqual([
      "aws_eip.gone : UNEXPLAINED",
      "aws_vpc.a cidr_block: UNEXPLAINED",
      "output.zones : UNEXPLAINED",
    ]);
  });

  it("does not take short generated values for names of objects", () => {
    const build = (id: string, size: string): StateFile =>
      state({ "aws_vpc.a": { id }, "aws_instance.b": { id: "y", size } });
    expect(compare(build("10", "10"), build("11", "11"))).toContain("aws_instance.b size: UNEXPLAINED");
  });

  it("names a stack that has a state in one build only", () => {
    const differences = compareStates(new Map([["dev-network", state({})]]), new Map());
    expect(differences).toEqual([
      { stack: "dev-network", address: "", path: "", before: "a state", after: undefined },
    ]);
  });
});
