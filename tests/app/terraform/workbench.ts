import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { type Binary, type BinaryKind, findBinary } from "../../../app/terraform/binary";
import { Terraform } from "../../../app/terraform/driver";
import { deployVariables, type Variables } from "../../../app/terraform/variables";
import { describeWith } from "../../servers/describe-with";
import { toolPath } from "../../servers/tools";

/** A suite for terraform and the same for tofu; the one that this machine lacks is reported as not run. */
export function describeWithBinaries(
  title: string,
  body: (binary: () => Binary, tool: BinaryKind) => void,
): void {
  for (const tool of ["terraform", "tofu"] as const) {
    describeWith(tool, `${title} (${tool})`, () => {
      let found: Binary | undefined;
      beforeAll(async () => {
        found = await findBinary(toolPath(tool));
      });
      body(() => {
        if (!found) throw new Error(`${tool} is asked for before the suite has begun.`);
        return found;
      }, tool);
    });
  }
}

/** Terraform in a new temporary folder with one configuration; nothing of the user's AWS settings passes. */
export function terraformIn(
  binary: Binary,
  configuration: object,
  options: {
    readonly variables?: Variables;
    readonly signal?: AbortSignal;
    readonly folder?: string;
    readonly name?: string;
  } = {},
): Terraform {
  const folder = options.folder ?? temporaryFolder();
  write(folder, configuration);
  const base = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(AWS_|.*_PROXY$)/i.test(name)),
  );
  return new Terraform(options.name ?? "dev-test", folder, {
    binary,
    variables: deployVariables(base, { AWS_EC2_METADATA_DISABLED: "true", ...options.variables }),
    logFolder: path.join(folder, "logs"),
    ...(options.signal && { signal: options.signal }),
  });
}

export function write(folder: string, configuration: object): void {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "cdk.tf.json"), JSON.stringify(configuration));
}

export function temporaryFolder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), "drydock-terraform-"));
}

/** The S3 backend as the estate's stacks use it. */
export function s3Backend(extra: object = {}): object {
  return {
    terraform: {
      backend: {
        s3: { bucket: "drydock-state", key: "k", region: "eu-west-1", use_lockfile: true, ...extra },
      },
    },
  };
}

/** A loopback address that answers for S3 and STS, and the variables that lead terraform to it. */
export async function answering(
  respond: (service: "s3" | "sts", body: string) => { readonly status: number; readonly body: string },
): Promise<{ variables: Variables; close: () => Promise<void> }> {
  const server = http.createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const answer = respond(
        new URL(request.url ?? "/", "http://x").host.startsWith("sts") ? "sts" : "s3",
        body,
      );
      response.writeHead(answer.status, { "content-type": "application/xml" }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    variables: { ...awsVariables, HTTP_PROXY: `http://127.0.0.1:${port}` },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export const awsVariables: Variables = {
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_ENDPOINT_URL_S3: "http://s3.drydock.internal",
  AWS_ENDPOINT_URL_STS: "http://sts.drydock.internal",
};

export const callerIdentity =
  '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
  "<Arn>arn:aws:iam::123456789012:user/x</Arn><UserId>A</UserId><Account>123456789012</Account>" +
  "</GetCallerIdentityResult></GetCallerIdentityResponse>";

export function stsError(code: string, message: string): { status: number; body: string } {
  return {
    status: 403,
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
  };
}
