import { ServiceRole } from "../../../constructs/iam/service-role";
import { configurationWith, only, statementsOf } from "../configuration";

describe("a service's role", () => {
  const configuration = configurationWith((stack) => {
    new ServiceRole(stack, "delivery", {
      name: "drydock-dev-delivery",
      description: "Delivers",
      service: "vpc-flow-logs.amazonaws.com",
      trustConditions: { StringEquals: { "aws:SourceAccount": "111111111111" } },
      permissionsBoundaryArn: "arn:aws:iam::111111111111:policy/boundary",
      statements: [{ sid: "Deliver", actions: ["logs:PutLogEvents"], resources: ["arn:logs"] }],
    });
  });

  it("trusts that service alone, under the conditions", () => {
    expect(statementsOf(only(configuration, "aws_iam_role").assume_role_policy)).toEqual({
      Service: {
        Sid: "Service",
        Effect: "Allow",
        Action: ["sts:AssumeRole"],
        Principal: { Service: ["vpc-flow-logs.amazonaws.com"] },
        Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
      },
    });
  });

  it("carries the boundary without which it could not be created", () => {
    expect(only(configuration, "aws_iam_role").permissions_boundary).toBe(
      "arn:aws:iam::111111111111:policy/boundary",
    );
  });

  it("may do what its one policy says", () => {
    const policy = only(configuration, "aws_iam_role_policy");
    expect(policy.role).toBe("${aws_iam_role.delivery.name}");
    expect(Object.keys(statementsOf(policy.policy))).toEqual(["Deliver"]);
  });
});
