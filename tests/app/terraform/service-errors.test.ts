import { explainServiceError, serviceError } from "../../../app/terraform/service-errors";

const diagnostic = (code: string, message: string, address = "aws_vpc.vpc") => ({
  severity: "error" as const,
  summary: `creating EC2 VPC: operation error EC2: CreateVpc, https response error StatusCode: 400, RequestID: 1-2, api error ${code}: ${message}`,
  detail: "",
  address,
});

const explained = (code: string, message: string): string | undefined =>
  explainServiceError("dev-network", [diagnostic(code, message)])?.sentence;

describe("an error of a service of AWS", () => {
  it("is read from a diagnostic, also where tofu breaks it in two", () => {
    expect(
      serviceError(diagnostic("VpcLimitExceeded", "The maximum number of VPCs has been reached.")),
    ).toEqual({
      address: "aws_vpc.vpc",
      code: "VpcLimitExceeded",
      message: "The maximum number of VPCs has been reached.",
    });
    expect(
      serviceError({
        severity: "error",
        summary: "creating EC2 VPC",
        detail:
          "operation error EC2: CreateVpc, api error\nInvalidVpcID.NotFound: The vpc\nID 'vpc-0' does not exist",
      }),
    ).toEqual({ code: "InvalidVpcID.NotFound", message: "The vpc ID 'vpc-0' does not exist." });
    const modelled =
      "creating EKS Cluster (main): operation error EKS: CreateCluster, https response error StatusCode: 409, RequestID: 1-2, ResourceInUseException: Cluster already exists with name: main";
    expect(serviceError({ severity: "error", summary: modelled, detail: "" })).toEqual({
      code: "ResourceInUseException",
      message: "Cluster already exists with name: main.",
    });
    const waiting =
      "waiting for EKS Node Group (main:system) create: unexpected state 'CREATE_FAILED', wanted target 'ACTIVE'. last error: eks-1: AsgInstanceLaunchFailures: Could not launch Spot Instances. UnfulfillableCapacity - Unable to fulfill capacity. Launching EC2 instance failed.";
    expect(serviceError({ severity: "error", summary: waiting, detail: "" })).toEqual({
      code: "UnfulfillableCapacity",
      message: "Unable to fulfill capacity.",
    });
    expect(serviceError({ severity: "error", summary: "Invalid provider", detail: "" })).toBeUndefined();
  });

  it.each([
    [
      "EntityAlreadyExists",
      "Role with name a already exists.",
      /exists already, .*: Role with name a already exists\. Take it/,
    ],
    ["BucketAlreadyExists", "The requested bucket name is not available.", /belongs to another AWS account/],
    [
      "AddressLimitExceeded",
      "The maximum number of addresses has been reached.",
      /Elastic IPs \(L-0263D0A3\)\. Have it raised/,
    ],
    ["InsufficientInstanceCapacity", "We currently do not have", /out of capacity .* again later/],
    ["RequestLimitExceeded", "Request limit exceeded.", /throttled .*: run the command again/],
    ["DependencyViolation", "The vpc 'vpc-0' has dependencies", /still uses .*Remove that, and run/],
    ["KMSInvalidStateException", "arn is pending deletion", /cannot be used: .*cancel-key-deletion/],
    ["AccessDeniedException", "The specified KMS key does not exist or is not allowed", /cannot be used/],
    [
      "OperationNotPermitted",
      "The instance 'i-0' may not be terminated.",
      /protected against deletion.*deploy its stack/,
    ],
    ["InternalError", "An internal error has occurred", /fault of its own.*run the command again/],
  ])("%s becomes one sentence that says what to do", (code, message, sentence) => {
    const text = explained(code, message);
    expect(text).toMatch(sentence);
    expect(text).toContain('aws_vpc.vpc of "dev-network"');
    expect(text).not.toContain("\n");
    expect(text).toMatch(/\.$/);
  });

  it("without a known way out is left in terraform's own words", () => {
    expect(explained("InvalidParameterCombination", "No.")).toBeUndefined();
    expect(
      explained("AccessDeniedException", "User is not authorized to perform: ec2:CreateVpc"),
    ).toBeUndefined();
    expect(explained("ResourceInUseException", "Listener port in use")).toBeUndefined();
  });

  it("names what was to be deleted, since terraform gives no address then", () => {
    const summary =
      "deleting EC2 Subnet (subnet-0): operation error EC2: DeleteSubnet, api error DependencyViolation: The subnet 'subnet-0' has dependencies and cannot be deleted.";
    expect(
      explainServiceError("dev-network", [{ severity: "error", summary, detail: "" }])?.sentence,
    ).toMatch(/^Something that the state does not know still uses EC2 Subnet \(subnet-0\) of "dev-network":/);
  });

  it("is the first that has one, when there are several", () => {
    const errors = [
      diagnostic("InvalidParameterCombination", "No."),
      diagnostic("VpcLimitExceeded", "Full.", "aws_vpc.other"),
    ];
    expect(explainServiceError("dev-network", errors)?.sentence).toContain('aws_vpc.other of "dev-network"');
  });
});
