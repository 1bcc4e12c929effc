import { ApiError } from "../../../../app/simulator/cloud/api-error";
import { callDiagnostic } from "../../../../app/simulator/provider/failures";
import { ClusterAccount } from "../aws/eks/eks-fixture";

const api = { service: "EKS", noun: "EKS Node Group" };
const context = { scope: "aws:111111111111:eu-west-1", type: "aws_eks_node_group" };
const summary = (error: ApiError, doing = "creating") =>
  callDiagnostic(error, { doing, api, operation: "CreateNodegroup", object: "main:gpu", context }).summary;

describe("an error of the simulated provider", () => {
  it('leaves out "api error" where the service\'s SDK has a type for it, as the real one does', () => {
    const inUse = new ApiError("ResourceInUseException", "NodeGroup already exists", { statusCode: 409 });
    expect(summary(inUse)).toMatch(
      /^creating EKS Node Group \(main:gpu\): operation error EKS: CreateNodegroup, https response error StatusCode: 409, RequestID: [0-9a-f-]{36}, ResourceInUseException: NodeGroup already exists$/,
    );
    expect(summary(new ApiError("ThrottlingException", "Rate exceeded"))).toMatch(
      /, api error ThrottlingException: Rate exceeded$/,
    );
  });

  it("is that of the wait when the call itself was accepted", () => {
    const failed = new ApiError("NodegroupFailed", "unexpected state 'Failed'", { awaited: true });
    expect(summary(failed, "updating")).toBe(
      "waiting for EKS Node Group (main:gpu) update: unexpected state 'Failed'",
    );
    const created = new ClusterAccount().cluster();
    const tainted = new ApiError("NodegroupFailed", "unexpected state", { awaited: true, created });
    expect(summary(tainted)).toBe("waiting for EKS Node Group (main) create: unexpected state");
  });
});
