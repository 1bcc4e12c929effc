import { checkConfiguration } from "../../../policies/guardrails/configuration";
import type { Finding } from "../../../policies/guardrails/finding";
import { configurationRules } from "../../../policies/guardrails/rules";
import { clusterCases } from "./cases/clusters";
import { dnsCases } from "./cases/dns";
import { ecrCases } from "./cases/ecr";
import { iamCases } from "./cases/iam";
import { iamEscalationCases } from "./cases/iam-escalation";
import { kmsCases } from "./cases/kms";
import { machineAndLogCases } from "./cases/machines-and-logs";
import { networkCases } from "./cases/network";
import { routeCases } from "./cases/routes";
import type { FailingCase, PassingCase } from "./cases/rule-cases";
import { s3Cases } from "./cases/s3";
import { s3RetentionCases } from "./cases/s3-retention";
import { s3UploadCases } from "./cases/s3-uploads";
import { secretAndImageCases } from "./cases/secrets-and-images";

const cases = [
  ...ecrCases,
  ...clusterCases,
  ...dnsCases,
  ...iamCases,
  ...iamEscalationCases,
  ...kmsCases,
  ...machineAndLogCases,
  ...networkCases,
  ...routeCases,
  ...s3Cases,
  ...s3RetentionCases,
  ...s3UploadCases,
  ...secretAndImageCases,
];

function findings(rule: string, { resources, ...rest }: FailingCase | PassingCase): Finding[] {
  const output = "output" in rest ? rest.output : undefined;
  const tier = "tier" in rest ? rest.tier : undefined;
  const all = checkConfiguration("dev-network", { resource: resources, ...(output && { output }) }, { tier });
  return all.filter((finding) => finding.rule === rule);
}

describe.each(cases)("the rule $rule", ({ rule, fails, passes }) => {
  test.each(fails)("reports $what", (failing) => {
    const found = findings(rule, failing);
    expect(found.map(({ address }) => address)).toEqual(failing.at);
    expect(found[0]?.message).toContain(failing.says);
    expect(found[0]?.stack).toBe("dev-network");
    const own = configurationRules.find(({ id }) => id === rule)?.severity;
    expect(found[0]?.severity).toBe(failing.severity ?? own);
  });

  test.each(passes)("lets pass: $what", (passing) => {
    expect(findings(rule, passing)).toEqual([]);
  });
});

test("each configuration rule has a case that fails and one that passes", () => {
  const complete = cases.filter(({ fails, passes }) => fails.length > 0 && passes.length > 0);
  expect(complete.map(({ rule }) => rule).sort()).toEqual(configurationRules.map(({ id }) => id).sort());
});

test("a finding about a secret never shows the secret", () => {
  const [secretCases] = secretAndImageCases;
  const texts = (secretCases?.fails ?? [])
    .flatMap((failing) => findings("secret-literals", failing))
    .map(String);
  expect(JSON.stringify(texts)).not.toMatch(/correct horse|hunter22|q7Zt|blue/);
});
