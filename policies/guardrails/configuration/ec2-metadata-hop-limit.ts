import type { ConfigurationRule } from "../rule";
import { blocks } from "../stack-configuration";

export const ec2MetadataHopLimit: ConfigurationRule = {
  id: "ec2-metadata-hop-limit",
  severity: "error",
  title: "Instance metadata is one network hop away at most",
  rationale: "A container is a hop further than its host: a limit of 1 keeps the host's credentials from it.",
  source: { design: "IMDSv2 with hop limit 1 for every machine of the estate", checkov: ["CKV_AWS_341"] },
  *check(stack) {
    const instances = stack
      .ofType("aws_instance", "aws_launch_template")
      .map((resource) => ({ resource, options: blocks(resource.attributes, "metadata_options")[0] }));
    const defaults = stack
      .ofType("aws_ec2_instance_metadata_defaults")
      .map((resource) => ({ resource, options: resource.attributes }));
    for (const { resource, options } of [...instances, ...defaults]) {
      if (options?.http_put_response_hop_limit === 1 || options?.http_endpoint === "disabled") continue;
      yield {
        subject: resource,
        message: `http_put_response_hop_limit is ${JSON.stringify(options?.http_put_response_hop_limit ?? null)}. Set it to 1.`,
      };
    }
  },
};
