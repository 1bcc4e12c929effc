import type { Environment } from "../../app/environments/schema";
import { all, environmentNamed, only, statementsOf } from "../constructs/configuration";
import { estateOf, review, stackOf } from "./stack-review";

const dev = environmentNamed("dev");

describe("bootstrap", () => {
  const bootstrap = stackOf(estateOf(dev), "bootstrap-sandbox");

  it("is this, for a reviewer", () => {
    expect(review(bootstrap)).toMatchSnapshot();
  });

  it("works with the caller's credentials, for it makes the deploy role", () => {
    expect(bootstrap.terraform.backend.s3).not.toHaveProperty("assume_role");
    expect(bootstrap.provider.aws[0]).not.toHaveProperty("assume_role");
  });

  it("keeps its own state in the bucket that it creates", () => {
    expect(bootstrap.terraform.backend.s3.bucket).toBe(bootstrap.resource.aws_s3_bucket?.state?.bucket);
  });

  it("does not let go of the states, their key and the access logs", () => {
    const kept = { lifecycle: { prevent_destroy: true } };
    expect(all(bootstrap, "aws_s3_bucket")).toMatchObject({ state: kept, "access-logs": kept });
    expect(only(bootstrap, "aws_kms_key")).toMatchObject(kept);
  });

  it("lets the states' key be used through S3 by the account only", () => {
    const { ThroughS3 } = statementsOf(only(bootstrap, "aws_kms_key").policy);
    expect(ThroughS3?.Condition).toEqual({
      StringEquals: { "kms:CallerAccount": "111111111111", "kms:ViaService": "s3.eu-west-1.amazonaws.com" },
    });
  });

  it("takes access logs from buckets of the project and the account only", () => {
    const { LogDelivery } = statementsOf(
      bootstrap.resource.aws_s3_bucket_policy?.["access-logs-policy"]?.policy,
    );
    expect(LogDelivery).toMatchObject({
      Principal: { Service: ["logging.s3.amazonaws.com"] },
      Action: ["s3:PutObject"],
      Condition: {
        StringEquals: { "aws:SourceAccount": "111111111111" },
        ArnLike: { "aws:SourceArn": "arn:aws:s3:::drydock-*" },
      },
    });
  });

  it("puts the deploy role under the boundary", () => {
    expect(only(bootstrap, "aws_iam_role").permissions_boundary).toBe("${aws_iam_policy.boundary.arn}");
  });
});

describe("bootstrap of an account that two environments share", () => {
  const twin = (changes: Partial<Environment> = {}): Environment => ({
    ...dev,
    name: "twin",
    account: { ...dev.account, deployRole: "drydock-twin-deploy" },
    ...changes,
  });

  it("is one stack with a deploy role for each and one identity provider", () => {
    const estate = estateOf(dev, twin());
    const bootstrap = stackOf(estate, "bootstrap-sandbox");
    expect(Object.keys(all(bootstrap, "aws_iam_role")).sort()).toEqual(["deploy-dev", "deploy-twin"]);
    expect(Object.keys(all(bootstrap, "aws_iam_openid_connect_provider"))).toHaveLength(1);
    expect([...estate.keys()].filter((name) => name.startsWith("bootstrap-"))).toEqual(["bootstrap-sandbox"]);
  });

  it("keeps each environment's role out of the other's states", () => {
    const bootstrap = stackOf(estateOf(dev, twin()), "bootstrap-sandbox");
    const { Write } = statementsOf(all(bootstrap, "aws_iam_policy")["deploy-twin-state"]?.policy);
    for (const resource of Write?.Resource ?? []) expect(resource).toMatch(/\/(keep-)?twin-\*$/);
  });

  it("protects every deploy role from every other", () => {
    const bootstrap = stackOf(estateOf(dev, twin()), "bootstrap-sandbox");
    const { DeployRolesStay } = statementsOf(all(bootstrap, "aws_iam_policy").boundary?.policy);
    expect(DeployRolesStay?.Resource).toEqual([
      "arn:aws:iam::111111111111:role/drydock-dev-deploy",
      "arn:aws:iam::111111111111:role/drydock-twin-deploy",
    ]);
  });

  it("sets the defaults of every region that the account's environments run in", () => {
    const bootstrap = stackOf(estateOf(dev, twin({ region: "us-east-1" })), "bootstrap-sandbox");
    expect(Object.keys(all(bootstrap, "aws_ebs_encryption_by_default")).sort()).toEqual([
      "eu-west-1-disk-encryption",
      "us-east-1-disk-encryption",
    ]);
    expect(bootstrap.provider.aws[1]).toMatchObject({
      alias: "us-east-1",
      region: "us-east-1",
      allowed_account_ids: ["111111111111"],
    });
    expect(bootstrap.terraform.required_providers).toEqual({
      aws: { source: "aws", version: ">= 5.100.0, < 7.0.0" },
    });
  });

  it("refuses environments that disagree about the account, quoting both", () => {
    const elsewhere = twin({ account: { ...dev.account, stateRegion: "us-east-1" } });
    expect(() => estateOf(dev, elsewhere)).toThrow(
      'differ in account.stateRegion: "eu-west-1" and "us-east-1"',
    );
    expect(() => estateOf(dev, twin({ project: "other" }))).toThrow(
      'differ in project: "drydock" and "other"',
    );
  });
});
