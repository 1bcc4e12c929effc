import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { checkPlan } from "../../../policies/guardrails/plan";
import { planRules } from "../../../policies/guardrails/rules";
import type { PlannedChange } from "../../../policies/guardrails/terraform-plan";

let directory: string;

beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-plan-"));
  configure({});
});
afterEach(() => {
  fs.rmSync(directory, { recursive: true });
});

function configure(resource: Record<string, unknown>): void {
  fs.writeFileSync(path.join(directory, "cdk.tf.json"), JSON.stringify({ resource }));
}

function change(
  address: string,
  actions: readonly string[],
  rest: Partial<PlannedChange> = {},
): PlannedChange {
  return { address, type: address.split(".")[0] ?? "", mode: "managed", change: { actions }, ...rest };
}

function check(...resource_changes: PlannedChange[]): ReturnType<typeof checkPlan> {
  return checkPlan({ name: "keep-dev-keys", directory }, { resource_changes });
}

const cases = [
  {
    rule: "cluster-not-replaced",
    fails: change("aws_eks_cluster.cluster", ["delete", "create"], {
      change: {
        actions: ["delete", "create"],
        replace_paths: [["kubernetes_network_config", 0, "service_ipv4_cidr"]],
      },
    }),
    says: "The plan replaces it (because of kubernetes_network_config.0.service_ipv4_cidr) and everything that runs on it.",
    passes: [
      change("aws_eks_cluster.cluster", ["update"]),
      change("aws_eks_cluster.cluster", ["delete"]),
      change("aws_eks_cluster.cluster", ["delete", "create"], { action_reason: "replace_because_tainted" }),
      change("aws_eks_addon.coredns", ["delete", "create"]),
    ],
  },
  {
    rule: "stateful-not-destroyed",
    fails: change("aws_kms_key.data", ["delete"]),
    says: "The plan destroys it and loses everything that was encrypted with the key.",
    passes: [
      change("aws_kms_alias.data", ["delete"]),
      change("aws_kms_key.data", ["update"]),
      change("aws_kms_key.data", ["forget"]),
      change("aws_route53_zone.private", ["delete"], {
        change: { actions: ["delete"], before: { vpc: [{ vpc_id: "vpc-1" }] } },
      }),
    ],
  },
  {
    rule: "stateful-not-remade",
    fails: change("aws_kms_key.data", ["create"], { vanished: { actions: ["delete"], before: {} } }),
    says: "the plan would make another without everything that was encrypted with the key.",
    passes: [
      change("aws_kms_key.data", ["create"]),
      change("aws_kms_alias.data", ["create"], { vanished: { actions: ["delete"] } }),
      change("aws_kms_key.data", ["update"], { vanished: { actions: ["delete"] } }),
      change("aws_route53_zone.private", ["create"], {
        vanished: { actions: ["delete"], before: { vpc: [{ vpc_id: "vpc-1" }] } },
      }),
    ],
  },
  {
    rule: "stateful-not-replaced",
    fails: change("aws_s3_bucket.state", ["create", "delete"], {
      change: { actions: ["create", "delete"], replace_paths: [["bucket"]] },
    }),
    says: "The plan replaces it (because of bucket) and loses the objects in the bucket.",
    passes: [
      change("aws_route53_zone.private", ["delete", "create"], {
        change: { actions: ["delete", "create"], before: { vpc: [{ vpc_id: "vpc-1" }] } },
      }),
      change("aws_s3_bucket.state", ["create"]),
      change("aws_subnet.a", ["delete", "create"]),
    ],
  },
];

describe.each(cases)("the rule $rule", ({ rule, fails, says, passes }) => {
  test("reports the change that loses data, and what is lost", () => {
    const found = check(fails);
    expect(found).toEqual([
      expect.objectContaining({ rule, stack: "keep-dev-keys", address: fails.address }),
    ]);
    expect(found[0]?.message).toContain(says);
  });

  test.each(passes)("lets $address $change.actions pass", (passing) => {
    expect(check(passing)).toEqual([]);
  });
});

test("names the reason that Terraform gives where it gives no path", () => {
  const tainted = change("aws_s3_bucket.state", ["delete", "create"], {
    action_reason: "replace_because_tainted",
  });
  expect(check(tainted)[0]?.message).toContain("replace_because_tainted");
});

test("each plan rule has a case that fails and one that passes", () => {
  expect(cases.map(({ rule }) => rule)).toEqual(planRules.map(({ id }) => id).sort());
});

test("what has gone from AWS is told by the plan's drift", () => {
  const plan = (actions: readonly string[]) => ({
    resource_changes: [change("aws_kms_key.data", ["create"])],
    resource_drift: [change("aws_kms_key.data", actions)],
  });
  const found = (actions: readonly string[]) =>
    checkPlan({ name: "keep-dev-keys", directory }, plan(actions)).map(({ rule }) => rule);
  expect(found(["delete"])).toEqual(["stateful-not-remade"]);
  expect(found(["update"])).toEqual([]);
});

test("a suppression beside the resource in the synthesized file counts for its plan", () => {
  const suppression = {
    rule: "stateful-not-replaced",
    reason: "The bucket is moved to another region in this release.",
    at: "keep-dev-keys/state",
  };
  configure({ aws_s3_bucket: { state: { "//": { suppressions: [suppression] } } } });
  const replaced = change("aws_s3_bucket.state[0]", ["delete", "create"], { type: "aws_s3_bucket" });
  expect(check(replaced)).toEqual([
    expect.objectContaining({
      suppression: { reason: "The bucket is moved to another region in this release." },
    }),
  ]);
});

test("a plan without changes gives no findings", () => {
  expect(checkPlan({ name: "keep-dev-keys", directory }, {})).toEqual([]);
});

test("a public zone, whose parent names its servers, counts as stateful", () => {
  const gone = change("aws_route53_zone.zone", ["delete"], {
    change: { actions: ["delete"], before: { name: "dev.example.com", vpc: [] } },
  });
  expect(check(gone)).toEqual([expect.objectContaining({ rule: "stateful-not-destroyed" })]);
});
