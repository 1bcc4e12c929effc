import { isObject } from "../../../app/terraform/json";
import type { Severity } from "../finding";
import type { ConfigurationRule } from "../rule";
import type { Tier } from "../stack-configuration";

const DIGEST = /@sha256:[0-9a-f]{64}$/;

/** A private registry of ECR, which the estate fills itself; see the rule ecr-immutable-tags. */
const OWN_REGISTRY = /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\//;

export const imageDigest: ConfigurationRule = {
  id: "image-digest",
  severity: "error",
  title: "Container images are named by digest",
  rationale:
    "A tag can point elsewhere tomorrow: what was reviewed is not what runs. In development a tag warns only, and so does one of the estate's own registry, where tags are immutable: staging and production are neither planned nor deployed before their images are locked. No tag, or `latest`, is an error everywhere.",
  source: {
    design: "An image without a locked digest is a warning in dev and an error in staging and prod",
    checkov: ["CKV_K8S_14", "CKV_K8S_43"],
  },
  *check(stack) {
    for (const resource of stack.resources.filter(({ type }) => type.startsWith("kubernetes_"))) {
      for (const image of imagesIn(resource.attributes)) {
        if (DIGEST.test(image)) continue;
        yield {
          subject: resource,
          severity: severityOf(image, stack.tier),
          message: `The image ${image} is named without a digest. Name it as repository@sha256:….`,
        };
      }
    }
  },
};

function severityOf(image: string, tier: Tier | undefined): Severity {
  const tag = /:([^/:@]+)$/.exec(image)?.[1];
  if (tag === undefined || tag === "latest") return "error";
  return tier === "development" || OWN_REGISTRY.test(image) ? "warning" : "error";
}

/** Images of containers stand under `image` in pod templates, however deep. */
function* imagesIn(value: unknown): Iterable<string> {
  if (typeof value !== "object" || value === null) return;
  if (isObject(value) && typeof value.image === "string") yield value.image;
  for (const child of Object.values(value)) yield* imagesIn(child);
}
