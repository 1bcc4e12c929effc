import { typesInUse } from "../../../app/simulator/types-in-use";

describe("the types that stacks use", () => {
  it("are those of one provider, each once, resources apart from data sources", () => {
    const stacks = [
      { resource: { aws_vpc: {}, terraform_data: {} }, data: { aws_region: {} } },
      { resource: { aws_vpc: {}, aws_subnet: {}, vault_mount: {} } },
    ];
    expect(typesInUse(stacks, "aws")).toEqual({
      resources: ["aws_subnet", "aws_vpc"],
      dataSources: ["aws_region"],
    });
    expect(typesInUse(stacks, "vault")).toEqual({ resources: ["vault_mount"], dataSources: [] });
  });
});
