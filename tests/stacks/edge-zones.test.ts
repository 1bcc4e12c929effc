import type { Environment } from "../../app/environments/schema";
import { all, environmentNamed, only } from "../constructs/configuration";
import { estateOf, review, stackOf } from "./stack-review";

const dev = environmentNamed("dev");
const edge = (dns: Partial<Environment["dns"]> = {}) => estateOf({ ...dev, dns: { ...dev.dns, ...dns } });

describe("the public zone of an environment", () => {
  const stack = stackOf(edge(), "keep-dev-edge-zone");

  it("is this, for a reviewer", () => {
    expect(review(stack)).toMatchSnapshot();
  });

  it("survives a rebuild, every resource of it", () => {
    for (const named of Object.values(stack.resource)) {
      for (const block of Object.values(named))
        expect(block.lifecycle).toMatchObject({ prevent_destroy: true });
    }
  });

  it("lets nobody but Amazon issue certificates for its names", () => {
    expect(all(stack, "aws_route53_record")["zone-caa"]).toMatchObject({
      name: "dev.trading.example.com",
      type: "CAA",
      records: ['0 issue "amazon.com"', '0 issuewild "amazon.com"'],
    });
  });

  it("leads to the zones below it, by the name servers that the environment states", () => {
    const servers = ["ns-2.awsdns-02.net", "ns-1.awsdns-01.com"];
    const parent = stackOf(edge({ delegations: { "eu.lab": servers } }), "keep-dev-edge-zone");
    expect(all(parent, "aws_route53_record")["zone-delegation-eu-lab"]).toMatchObject({
      name: "eu.lab.dev.trading.example.com",
      type: "NS",
      records: [...servers].sort(),
    });
  });

  it("waits for nobody: a first deployment ends before the parent can know the name servers", () => {
    for (const delegated of [false, true]) {
      const { resource } = stackOf(edge({ delegated }), "keep-dev-edge-zone");
      expect(resource).not.toHaveProperty("aws_acm_certificate_validation");
    }
  });
});

describe("the private zone of an environment", () => {
  const stack = stackOf(edge(), "dev-edge-zone");

  it("is this, for a reviewer", () => {
    expect(review(stack)).toMatchSnapshot();
  });

  it("is below the public one, so that it hides none of its names, and belongs to the environment's VPC", () => {
    expect(only(stack, "aws_route53_zone")).toMatchObject({
      name: "internal.dev.trading.example.com",
      vpc: [{ vpc_id: "${data.terraform_remote_state.network.outputs.vpc_id}" }],
    });
  });

  it("stands beside the wait for the certificate once the environment says that the zone is delegated", () => {
    expect(stack.resource).not.toHaveProperty("aws_acm_certificate_validation");
    expect(stack.data.terraform_remote_state).not.toHaveProperty("edge-zone");
    const waiting = stackOf(edge({ delegated: true }), "dev-edge-zone");
    expect(only(waiting, "aws_acm_certificate_validation")).toEqual({
      "//": expect.anything() as unknown,
      certificate_arn: "${data.terraform_remote_state.edge-zone.outputs.certificate_arn}",
      validation_record_fqdns: ["${data.terraform_remote_state.edge-zone.outputs.validation_record_name}"],
      timeouts: { create: "30m" },
    });
  });

  it("is disposable: nothing in it refuses to be destroyed", () => {
    expect(JSON.stringify(stack.resource)).not.toContain("prevent_destroy");
  });
});
