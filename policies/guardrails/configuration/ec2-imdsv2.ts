import type { ConfigurationRule } from "../rule";
import { blocks } from "../stack-configuration";

export const ec2Imdsv2: ConfigurationRule = {
  id: "ec2-imdsv2",
  severity: "error",
  title: "Instance metadata answers only requests with a session token",
  rationale: "With version 1 a single forged request (SSRF) reads the credentials of the instance's role.",
  source: { cis: ["5.6"], awsControls: ["EC2.8", "EC2.170"], checkov: ["CKV_AWS_79"] },
  *check(stack) {
    for (const instance of stack.ofType("aws_instance", "aws_launch_template")) {
      const [options] = blocks(instance.attributes, "metadata_options");
      if (options?.http_tokens === "required" || options?.http_endpoint === "disabled") continue;
      yield {
        subject: instance,
        message: `metadata_options.http_tokens is ${JSON.stringify(options?.http_tokens ?? null)}. Set it to "required".`,
      };
    }
    for (const defaults of stack.ofType("aws_ec2_instance_metadata_defaults")) {
      if (defaults.attributes.http_tokens === "required") continue;
      yield {
        subject: defaults,
        message: `http_tokens is ${JSON.stringify(defaults.attributes.http_tokens ?? null)}. Set it to "required".`,
      };
    }
  },
};
