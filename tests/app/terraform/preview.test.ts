import { readPlan } from "../../../app/terraform/plan";
import { plannedOutputs, previewConfiguration, withoutPlaceholders } from "../../../app/terraform/preview";
import { describeWithBinaries, terraformIn } from "./workbench";

const producer = {
  resource: { terraform_data: { vpc: {}, a: {}, b: {} } },
  output: {
    vpc_id: { value: "${terraform_data.vpc.id}" },
    subnet_ids: { value: ["${terraform_data.a.id}", "${terraform_data.b.id}"] },
    cidr: { value: "10.0.0.0/16" },
    literal: { value: "$${not a template}" },
    zones: { value: ["a", "b"] },
    count: { value: 3 },
  },
};
const state = "${data.terraform_remote_state.dev-network.outputs";
const consumer = {
  terraform: { backend: { s3: { bucket: "b", key: "dev-cluster/terraform.tfstate", region: "eu-west-1" } } },
  data: {
    terraform_remote_state: {
      "dev-network": {
        backend: "s3",
        config: { bucket: "b", key: "dev-network/terraform.tfstate", region: "eu-west-1" },
      },
    },
  },
  resource: {
    terraform_data: {
      cluster: {
        input: {
          vpc: `${state}.vpc_id}`,
          name: `in-${state}.cidr}`,
          second: `\${element(data.terraform_remote_state.dev-network.outputs.subnet_ids, 1)}`,
          literal: `${state}.literal}`,
          zones: `\${join(",", data.terraform_remote_state.dev-network.outputs.zones)}`,
          count: `${state}.count}`,
        },
      },
    },
  },
};

describeWithBinaries("planning a dependant of a stack that is not deployed", (binary) => {
  it("knows what the producer's plan knows, leaves the rest unknown, and shows no stand-in", async () => {
    const first = terraformIn(binary(), producer);
    await first.init();
    await first.plan({ out: "1.tfplan" });
    const outputs = plannedOutputs(await first.showPlan("1.tfplan"));
    expect(outputs).toEqual({
      vpc_id: { kind: "unknown" },
      subnet_ids: { kind: "list", items: [{ kind: "unknown" }, { kind: "unknown" }] },
      cidr: { kind: "known", value: "10.0.0.0/16" },
      literal: { kind: "known", value: "${not a template}" },
      zones: { kind: "known", value: ["a", "b"] },
      count: { kind: "known", value: 3 },
    });

    const { terraform: _, ...withoutBackend } = consumer;
    const preview = previewConfiguration(
      withoutBackend,
      new Map([["dev-network", outputs]]),
      (key) => key.split("/")[0],
    );
    const second = terraformIn(binary(), preview);
    await second.init();
    await second.plan({ out: "1.tfplan" });
    const plan = withoutPlaceholders(await second.showPlan("1.tfplan"));
    expect(readPlan(plan).changes.map(({ address }) => address)).toEqual(["terraform_data.cluster"]);
    expect(plan.resource_changes?.[0]?.change).toMatchObject({
      after: { input: { name: "in-10.0.0.0/16", literal: "${not a template}", zones: "a,b", count: 3 } },
      after_unknown: { input: { vpc: true, second: true } },
    });
  });

  it("keeps the remote state of a producer that is deployed, and the backend", () => {
    const preview = previewConfiguration(consumer, new Map(), () => "dev-network");
    expect(preview).toMatchObject({
      terraform: consumer.terraform,
      data: consumer.data,
      resource: consumer.resource,
    });
  });

  it("does not touch the configuration that it is made from", () => {
    const before = JSON.stringify(consumer);
    previewConfiguration(
      consumer,
      new Map([["dev-network", { vpc_id: { kind: "unknown" } }]]),
      () => "dev-network",
    );
    expect(JSON.stringify(consumer)).toBe(before);
  });
});
