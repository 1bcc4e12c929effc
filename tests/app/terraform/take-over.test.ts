import { explainFailure } from "../../../app/terraform/failures";
import { readPlan } from "../../../app/terraform/plan";
import type { PlannedStack, StackRunner } from "../../../app/terraform/stack-runner";
import { applyTakingOver } from "../../../app/terraform/take-over";

const stack = {
  name: "dev-cluster-main",
  directory: "/none",
  importIds: { "aws_cloudwatch_log_group.logs": "/aws/eks/dev-main/cluster" },
};

function planned(...actions: string[][]): PlannedStack {
  const plan = {
    format_version: "1.2",
    resource_changes: actions.map((each, index) => ({
      address: `aws_x.n${index}`,
      mode: "managed" as const,
      type: "aws_x",
      name: `n${index}`,
      change: { actions: each },
    })),
  };
  return {
    stack: stack.name,
    changes: actions.length > 0,
    summary: readPlan(plan),
    plan,
    file: `${actions.length}.tfplan`,
    seconds: 0,
  };
}

function failure(address: string, summary: string): Error {
  return explainFailure({
    stack: stack.name,
    command: "apply",
    program: "terraform",
    directory: "/none",
    logFile: "log",
    diagnostics: [{ severity: "error", summary, detail: "", address }],
    stderr: "",
    code: 1,
    signal: null,
    interrupted: false,
    variables: {},
  });
}

/** A runner whose applies end like this, one after the other, and whose later plans are these. */
function runner(applies: readonly (Error | "done")[], plans: readonly PlannedStack[] = []) {
  const calls: string[] = [];
  const ends = [...applies];
  const later = [...plans];
  const stub = {
    apply: (_: unknown, { file }: PlannedStack) => {
      calls.push(`apply ${file}`);
      const end = ends.shift();
      return end instanceof Error ? Promise.reject(end) : Promise.resolve();
    },
    ready: () =>
      Promise.resolve({
        import: (address: string, id: string) => Promise.resolve(void calls.push(`import ${address} ${id}`)),
      }),
    plan: () => {
      calls.push("plan");
      return Promise.resolve(later.shift());
    },
  };
  return { calls, runner: stub as unknown as StackRunner };
}

const exists = failure(
  "aws_cloudwatch_log_group.logs",
  "creating CloudWatch Logs Log Group: api error ResourceAlreadyExistsException: The specified log group already exists",
);

describe("an apply that meets what a stack notes as possibly there", () => {
  it("takes it over, plans again and applies the rest", async () => {
    const { calls, runner: stub } = runner([exists, "done"], [planned(["create"], ["update"])]);
    await applyTakingOver(stub, stack, planned(["create"]));
    expect(calls).toEqual([
      "apply 1.tfplan",
      "import aws_cloudwatch_log_group.logs /aws/eks/dev-main/cluster",
      "plan",
      "apply 2.tfplan",
    ]);
  });

  it("is done when nothing is left", async () => {
    const { calls, runner: stub } = runner([exists], [planned()]);
    await applyTakingOver(stub, stack, planned(["create"]));
    expect(calls.at(-1)).toBe("plan");
  });

  it("destroys nothing that nobody has seen in a plan", async () => {
    const { calls, runner: stub } = runner([exists], [planned(["delete", "create"])]);
    await expect(applyTakingOver(stub, stack, planned(["create"]))).rejects.toThrow(
      /differs from its configuration so much that terraform would destroy aws_x\.n0\. Nothing of that was done/,
    );
    expect(calls.filter((call) => call.startsWith("apply"))).toHaveLength(1);
  });

  it("fails as before when the stack notes nothing of it, or something else went wrong", async () => {
    const other = failure(
      "aws_iam_role.a",
      "creating IAM Role: api error EntityAlreadyExists: Role a already exists.",
    );
    const quota = failure("aws_cloudwatch_log_group.logs", "api error LimitExceededException: Too many.");
    for (const error of [other, quota, new Error("the disk is full")]) {
      const { calls, runner: stub } = runner([error]);
      await expect(applyTakingOver(stub, stack, planned(["create"]))).rejects.toBe(error);
      expect(calls).toEqual(["apply 1.tfplan"]);
    }
  });
});
