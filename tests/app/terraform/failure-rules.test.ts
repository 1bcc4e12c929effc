import { explainFailure } from "../../../app/terraform/failures";

function explained(summary: string, detail: string) {
  return explainFailure({
    stack: "dev-network",
    command: "plan",
    program: "terraform",
    directory: "/none",
    variables: {},
    logFile: "log",
    diagnostics: [{ severity: "error", summary, detail }],
    stderr: "",
    code: 1,
    signal: null,
    interrupted: false,
  });
}

describe("a region that does not answer", () => {
  it.each([
    [
      "while the deploy role is taken on",
      "Cannot assume IAM Role",
      'IAM Role (arn:aws:iam::111111111111:role/deploy) cannot be assumed.\n\nError: operation error STS: AssumeRole, exceeded maximum number of attempts, 3, request send failed, Post "https://sts.eu-west-1.amazonaws.com/": EOF\n',
    ],
    [
      "while the state is written",
      "Failed to save state",
      'Error saving state: failed to upload state: operation error S3: PutObject, request send failed, Put "https://state.s3.amazonaws.com/dev-network/terraform.tfstate": EOF',
    ],
    [
      "while a name is looked up",
      "Cannot assume IAM Role",
      "Error: operation error STS: AssumeRole, dial tcp: lookup sts.eu-west-1.amazonaws.com: no such host",
    ],
  ])("is told from a role that is refused: %s", (_, summary, detail) => {
    const failure = explained(summary, detail);
    expect(failure.kind).toBe("cloud-unreachable");
    expect(failure.message).toMatch(
      /^The cloud could not be reached during plan of "dev-network" \(.*\)\. Check/,
    );
  });

  it("is not a role that answers with a refusal", () => {
    const detail =
      "Error: operation error STS: AssumeRole, https response error StatusCode: 403, AccessDenied";
    expect(explained("Cannot assume IAM Role", detail).kind).toBe("role-refused");
  });
});
