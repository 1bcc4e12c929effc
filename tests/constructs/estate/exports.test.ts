import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import type { App } from "cdktf";
import fc from "fast-check";
import { EstateStack, type StackExports } from "../../../constructs/estate/estate-stack";
import { outputName, sensitiveReferences } from "../../../constructs/estate/exports";
import { configurationOf, environmentNamed, PlainStack, testApp } from "../configuration";

interface HarbourExports {
  vpcId: string;
  berths: number;
  open: boolean;
  quayNames: readonly string[];
}

class Harbour extends EstateStack {
  readonly exports: StackExports<HarbourExports>;
  readonly vpc: Vpc;

  constructor(app: App, environment = environmentNamed("dev")) {
    super(app, { lifetime: "keep", part: "harbour", environments: [environment] });
    this.vpc = new Vpc(this, "vpc", { cidrBlock: "10.0.0.0/16" });
    const log = new CloudwatchLogGroup(this, "log", { retentionInDays: 7 });
    this.exports = this.export<HarbourExports>({
      vpcId: this.vpc.id,
      berths: log.retentionInDays,
      open: this.vpc.enableDnsSupport,
      quayNames: ["north", this.vpc.arn],
    });
  }
}

class Ship extends EstateStack {
  constructor(app: App, build: (ship: Ship) => void) {
    super(app, { lifetime: "disposable", part: "ship", environments: [environmentNamed("dev")] });
    build(this);
  }

  reads<T extends { readonly [K in keyof T]: string | number | boolean | readonly string[] }>(
    from: StackExports<T>,
  ) {
    return this.read(from);
  }

  exportsPassword(): void {
    const database = new DbInstance(this, "db", { instanceClass: "db.t3.micro", password: "made-elsewhere" });
    this.export<{ databasePassword: string }>({ databasePassword: database.password });
  }
}

describe("what a stack exports", () => {
  it("becomes one output for each member and nothing else", () => {
    const configuration = configurationOf(new Harbour(testApp()));
    expect(configuration.output).toEqual({
      vpc_id: { value: "${aws_vpc.vpc.id}" },
      berths: { value: "${aws_cloudwatch_log_group.log.retention_in_days}" },
      open: { value: "${aws_vpc.vpc.enable_dns_support}" },
      quay_names: { value: ["north", "${aws_vpc.vpc.arn}"] },
    });
  });

  it("is read through one remote state with the producer's key and the consumer's role", () => {
    const app = testApp();
    const harbour = new Harbour(app);
    const ship = new Ship(app, (stack) => {
      const first = stack.reads(harbour.exports);
      const second = stack.reads(harbour.exports);
      new Vpc(stack, "vpc", { tags: { vpc: first.vpcId, again: second.vpcId } });
    });
    const configuration = configurationOf(ship);
    expect(Object.keys(configuration.data.terraform_remote_state ?? {})).toEqual(["harbour"]);
    expect(configuration.data.terraform_remote_state?.harbour?.config).toEqual({
      bucket: "drydock-state-111111111111-eu-west-1",
      key: "keep-dev-harbour/terraform.tfstate",
      region: "eu-west-1",
      allowed_account_ids: ["111111111111"],
      assume_role: {
        role_arn: "arn:aws:iam::111111111111:role/drydock-dev-deploy",
        session_name: "dev-ship",
      },
    });
    expect(ship.dependencies).toEqual([harbour]);
  });

  it("arrives with the type that the contract gives it", () => {
    const app = testApp();
    const harbour = new Harbour(app);
    const ship = new Ship(app, (stack) => {
      const { vpcId, berths, open, quayNames } = stack.reads(harbour.exports);
      new CloudwatchLogGroup(stack, "log", { name: vpcId, retentionInDays: berths, skipDestroy: open });
      new VpcEndpoint(stack, "endpoint", { vpcId, subnetIds: quayNames });
    });
    const state = "data.terraform_remote_state.harbour.outputs";
    const { resource } = configurationOf(ship);
    expect(resource.aws_cloudwatch_log_group?.log).toMatchObject({
      name: `\${${state}.vpc_id}`,
      retention_in_days: `\${${state}.berths}`,
      skip_destroy: `\${${state}.open}`,
    });
    expect(resource.aws_vpc_endpoint?.endpoint?.subnet_ids).toBe(`\${${state}.quay_names}`);
  });

  it("may not be taken behind the contract's back", () => {
    const app = testApp();
    const harbour = new Harbour(app);
    const ship = new Ship(app, (stack) => {
      new Vpc(stack, "vpc", { tags: { neighbour: harbour.vpc.id } });
    });
    expect(() => configurationOf(ship)).toThrow(
      'The stack "dev-ship" uses aws_vpc.vpc.id of the stack "keep-dev-harbour" directly.',
    );
    expect(Object.keys(configurationOf(harbour).output)).not.toContain("cross-stack-output-aws_vpcvpcid");
  });

  it("may not be sensitive", () => {
    expect(() => new Ship(testApp(), (stack) => stack.exportsPassword())).toThrow(
      'The stack "dev-ship" cannot export "databasePassword": aws_db_instance.db.password is sensitive.',
    );
  });

  it("cannot be read by the stack itself", () => {
    class Narcissus extends PlainStack {
      constructor(app: App) {
        super(app);
        this.read(this.export<{ name: string }>({ name: "self" }));
      }
    }
    expect(() => new Narcissus(testApp())).toThrow('"dev-plain" reads its own exports');
  });
});

describe("names of outputs", () => {
  it("are the members in snake case, each of its own", () => {
    const member = fc.stringMatching(/^[a-z][a-z0-9]{0,5}([A-Z][a-z0-9]{0,4}){0,3}$/);
    fc.assert(
      fc.property(member, member, (one, other) => {
        expect(outputName(one)).toMatch(/^[a-z][a-z0-9_]*$/);
        expect(outputName(one) === outputName(other)).toBe(one === other);
      }),
    );
  });

  it.each(["vpc_id", "VpcId", "vpc-id", "1st", ""])('refuse "%s"', (member) => {
    expect(() => outputName(member)).toThrow(`"${member}" is refused`);
  });
});

describe("references to sensitive attributes", () => {
  it.each([
    ["${aws_iam_access_key.ci.secret}", ["aws_iam_access_key.ci.secret"]],
    ["postgres://${aws_db_instance.a-b.password}@x", ["aws_db_instance.a-b.password"]],
    ["${jsonencode(aws_rds_cluster.main)}", ["aws_rds_cluster.main"]],
    ["${aws_db_instance.db[0].password}", ["aws_db_instance.db[0].password"]],
    ["${aws_db_instance.db.arn}", []],
    ["${aws_vpc.vpc.id}", []],
    ["plain text", []],
  ])("are found in %s", (expression, expected) => {
    expect(sensitiveReferences(expression)).toEqual(expected);
  });
});
