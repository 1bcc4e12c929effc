import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { explainFailure, TerraformFailure } from "../../../app/terraform/failures";
import {
  answering,
  awsVariables,
  callerIdentity,
  describeWithBinaries,
  s3Backend,
  stsError,
  temporaryFolder,
  terraformIn,
  write,
} from "./workbench";

/** The failure of a command that must fail. */
async function failureOf(work: () => Promise<unknown>): Promise<TerraformFailure> {
  const error: unknown = await work().then(
    () => new Error("it did not fail"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof TerraformFailure)) throw error;
  return error;
}

function expectSentence(failure: TerraformFailure, kind: string, sentence: RegExp): void {
  expect(failure.message).toMatch(sentence);
  expect(failure.kind).toBe(kind);
  expect(failure.message).not.toContain("\n");
  expect(failure.details.at(-1)).toMatch(/^Log: .*\.log$/);
}

const sleeping = {
  resource: { terraform_data: { slow: { provisioner: { "local-exec": { command: "sleep 20" } } } } },
};

describeWithBinaries("a failing terraform is explained in one sentence", (binary) => {
  it("a state that another process locks: who, since when, how to unlock", async () => {
    const failure = await failureOf(async () => {
      const stop = new AbortController();
      const holder = terraformIn(binary(), sleeping, { signal: stop.signal });
      await holder.init();
      await holder.plan({ out: "p.tfplan" });
      let started: () => void = () => undefined;
      const atWork = new Promise<void>((resolve) => (started = resolve));
      const held = holder.apply("p.tfplan", ({ kind }) => kind === "started" && started());
      await atWork;
      try {
        await terraformIn(binary(), sleeping, { folder: holder.directory }).plan({ out: "q.tfplan" });
      } finally {
        stop.abort();
        await held.catch(() => undefined);
      }
    });
    expectSentence(
      failure,
      "state-locked",
      /^The state of "dev-test" is locked by \S+@\S+ since 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC \(OperationTypeApply\)\. Wait until that run ends\.$/,
    );
    expect(failure.details).toHaveLength(3);
    expect(failure.details[0]).toMatch(
      /^Whether it still runs is unknown: process \d+ on this machine may be it\.$/,
    );
    expect(failure.details[1]).toMatch(
      /^If it is gone: cd \S+ && (terraform|tofu) force-unlock [0-9a-f-]{36}$/,
    );
  });

  it("an interrupted apply stops in an orderly way and leaves no lock", async () => {
    const failure = await failureOf(async () => {
      const stop = new AbortController();
      const terraform = terraformIn(binary(), sleeping, { signal: stop.signal });
      await terraform.init();
      await terraform.plan({ out: "p.tfplan" });
      try {
        await terraform.apply("p.tfplan", ({ kind }) => kind === "started" && stop.abort());
      } finally {
        await terraformIn(binary(), sleeping, { folder: terraform.directory }).plan({
          out: "q.tfplan",
        });
      }
    });
    expect(failure.failed.interrupted).toBe(true);
  });

  it("a killed terraform", async () => {
    const failure = await failureOf(async () => {
      const terraform = terraformIn(binary(), {
        resource: { terraform_data: { x: { provisioner: { "local-exec": { command: "kill -9 $PPID" } } } } },
      });
      await terraform.init();
      await terraform.plan({ out: "p.tfplan" });
      await terraform.apply("p.tfplan");
    });
    expectSentence(
      failure,
      "killed",
      /^(terraform|tofu) was killed \(SIGKILL\) during apply of "dev-test"\. .*still be locked\.$/,
    );
  });

  it("a stale plan", async () => {
    const failure = await failureOf(async () => {
      const terraform = terraformIn(binary(), { resource: { terraform_data: { a: {} } } });
      await terraform.init();
      await terraform.plan({ out: "p.tfplan" });
      await terraform.apply("p.tfplan");
      await terraform.apply("p.tfplan");
    });
    expectSentence(
      failure,
      "stale-plan",
      /^The plan of "dev-test" is stale: .* Plan again, review, and apply the new plan\.$/,
    );
  });

  it("a resource that must survive", async () => {
    const failure = await failureOf(async () => {
      const terraform = terraformIn(binary(), {
        resource: { terraform_data: { key: { lifecycle: { prevent_destroy: true } } } },
      });
      await terraform.init();
      await terraform.plan({ out: "p.tfplan" });
      await terraform.apply("p.tfplan");
      await terraform.plan({ out: "d.tfplan", destroy: true });
    });
    expectSentence(
      failure,
      "prevent-destroy",
      /^terraform_data\.key of "dev-test" must survive \(prevent_destroy\).*Nothing was changed\.$/,
    );
  });

  it("the state of a stack that is not deployed", async () => {
    const failure = await failureOf(async () => {
      const terraform = terraformIn(binary(), {
        data: { terraform_remote_state: { "keep-dev-keys": { backend: "local", config: { path: "none" } } } },
      });
      await terraform.init();
      await terraform.plan({ out: "p.tfplan" });
    });
    expectSentence(
      failure,
      "remote-state-missing",
      /^"dev-test" reads what "keep-dev-keys" exports, .*Deploy it first\.$/,
    );
  });

  it("a backend that is not the one of the folder", async () => {
    const failure = await failureOf(async () => {
      const terraform = terraformIn(binary(), { resource: { terraform_data: { a: {} } } });
      await terraform.init();
      write(terraform.directory, { terraform: { backend: { local: { path: "other" } } } });
      await terraform.plan({ out: "p.tfplan" });
    });
    expectSentence(failure, "backend-changed", /^The backend of "dev-test" is not the one that/);
  });

  it("providers that cannot be installed", async () => {
    const failure = await failureOf(async () => {
      const mirror = temporaryFolder();
      const settings = path.join(mirror, "settings.tfrc");
      fs.writeFileSync(
        settings,
        `provider_installation {\n filesystem_mirror {\n path = ${JSON.stringify(mirror)}\n }\n}\n`,
      );
      await terraformIn(
        binary(),
        { terraform: { required_providers: { aws: { source: "aws", version: "6.25.0" } } } },
        { variables: { TF_CLI_CONFIG_FILE: settings } },
      ).init();
    });
    expectSentence(
      failure,
      "provider-not-installable",
      /^The providers of "dev-test" could not be installed\./,
    );
  });

  it("a full disk", async () => {
    const folder = temporaryFolder();
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=48k", "tmpfs", folder], { stdio: "ignore" });
    } catch {
      process.stderr.write(
        "not run with a real full disk: mounting needs root; the recorded text is used.\n",
      );
      const failure = explainFailure({
        stack: "dev-test",
        command: "plan",
        program: "terraform",
        directory: folder,
        logFile: path.join(folder, "x.log"),
        diagnostics: [
          {
            severity: "error",
            summary: "Failed to write plan file",
            detail: `The plan file could not be written: open ${folder}/p.tfplan: no space left on device.`,
          },
        ],
        stderr: "",
        code: 1,
        signal: null,
        interrupted: false,
        variables: {},
      });
      return expectSentence(
        failure,
        "disk-full",
        /^The disk is full: .*Make room and run the command again\.$/,
      );
    }
    try {
      const failure = await failureOf(async () => {
        const terraform = terraformIn(binary(), { resource: { terraform_data: { a: {} } } }, { folder });
        await terraform.init();
        const filler = fs.openSync(path.join(folder, "filler"), "w");
        try {
          for (;;) fs.writeSync(filler, Buffer.alloc(1024));
        } catch {
          fs.closeSync(filler);
        }
        await terraform.plan({ out: "p.tfplan" });
      });
      expectSentence(failure, "disk-full", /^The disk is full: .*Make room and run the command again\.$/);
    } finally {
      execFileSync("umount", ["-l", folder]);
    }
  });

  it("no credentials at all", async () => {
    const failure = await failureOf(() => terraformIn(binary(), s3Backend()).init());
    expectSentence(
      failure,
      "credentials-missing",
      /^There are no valid AWS credentials for "dev-test"\. Set AWS_PROFILE/,
    );
  });

  it.each([
    ["a cloud that is unreachable", {}],
    [
      "a cloud that is unreachable while a role is to be assumed",
      { assume_role: { role_arn: "arn:aws:iam::123456789012:role/r" } },
    ],
  ])("%s", async (_, backend) => {
    const failure = await failureOf(() =>
      terraformIn(binary(), s3Backend({ max_retries: 0, ...backend }), {
        variables: { ...awsVariables, HTTP_PROXY: "http://127.0.0.1:1", AWS_MAX_ATTEMPTS: "1" },
      }).init(),
    );
    expectSentence(
      failure,
      "cloud-unreachable",
      /^The cloud could not be reached during init of "dev-test" \(.*connection refused\)\./,
    );
  });

  it.each([
    [
      "expired credentials",
      "credentials-expired",
      {},
      stsError("ExpiredToken", "The security token included in the request is expired"),
      /^The AWS credentials have expired, .*Sign in again/,
    ],
    [
      "credentials that AWS does not know",
      "credentials-missing",
      {},
      stsError("InvalidClientTokenId", "The security token included in the request is invalid."),
      /^There are no valid AWS credentials/,
    ],
    [
      "the wrong account",
      "wrong-account",
      { allowed_account_ids: ["999999999999"] },
      { status: 200, body: callerIdentity },
      /^The credentials belong to AWS account 123456789012, which "dev-test" must not touch\./,
    ],
    [
      "a deploy role that may not be assumed",
      "role-refused",
      { assume_role: { role_arn: "arn:aws:iam::123456789012:role/r" } },
      stsError("AccessDenied", "User is not authorized to perform: sts:AssumeRole"),
      /^The deploy role of "dev-test" could not be assumed\./,
    ],
    [
      "a state bucket that does not exist",
      "state-bucket-missing",
      {},
      { status: 200, body: callerIdentity },
      /^The state bucket "drydock-state" of "dev-test" does not exist\. Run `drydock bootstrap`/,
    ],
  ])("%s", async (_, kind, backend, sts, sentence) => {
    const cloud = await answering((service, body) => {
      if (service === "s3") return { status: 404, body: "<Error><Code>NoSuchBucket</Code></Error>" };
      const assumes = body.includes("Action=AssumeRole");
      return "assume_role" in backend && !assumes ? { status: 200, body: callerIdentity } : sts;
    });
    try {
      const failure = await failureOf(() =>
        terraformIn(binary(), s3Backend(backend), { variables: cloud.variables }).init(),
      );
      expectSentence(failure, kind, sentence);
      expect(failure.details.join("\n")).not.toMatch(/RequestID|possible causes/);
      for (const detail of failure.details.slice(0, -1)) expect(detail.length).toBeLessThanOrEqual(300);
    } finally {
      await cloud.close();
    }
  });

  it("anything else: terraform's own words, with the address", async () => {
    const failure = await failureOf(async () => {
      const terraform = terraformIn(binary(), {
        resource: { terraform_data: { x: { provisioner: { "local-exec": { command: "exit 3" } } } } },
      });
      await terraform.init();
      await terraform.plan({ out: "p.tfplan" });
      await terraform.apply("p.tfplan");
    });
    expectSentence(
      failure,
      "other",
      /apply of "dev-test" failed: terraform_data\.x: local-exec provisioner error: .*exit status 3/,
    );
  });
});

describe("a certificate that ACM does not issue is explained in one sentence", () => {
  const failureWith = (end: string) =>
    explainFailure({
      stack: "dev-edge-zone",
      command: "apply",
      program: "terraform",
      directory: "/work",
      logFile: "/logs/x.log",
      diagnostics: [
        {
          severity: "error",
          summary: `waiting for ACM Certificate (arn:aws:acm:eu-west-1:111111111111:certificate/1) to be issued: ${end}`,
          detail: "",
        },
      ],
      stderr: "",
      code: 1,
      signal: null,
      interrupted: false,
      variables: {},
    });

  it("a zone that nobody delegates to", () => {
    expectSentence(
      failureWith(
        "timeout while waiting for state to become 'ISSUED' (last state: 'PENDING_VALIDATION', timeout: 30m0s)",
      ),
      "certificate-not-issued",
      /^ACM did not issue .* "dev-edge-zone" waits for: .* Enter the zone's name servers at its parent, or write dns\.delegated: false/,
    );
  });

  it("a CAA record that allows others only", () => {
    expectSentence(
      failureWith("unexpected state 'FAILED', wanted target 'ISSUED'. last error: CAA_ERROR"),
      "certificate-not-issued",
      /^ACM refused .* Allow amazon\.com there\.$/,
    );
  });
});
