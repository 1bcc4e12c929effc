import type { Hazard } from "./hazard";

const zones = { parts: ["edge-zone"] } as const;

export const zoneNotEmpty: Hazard = {
  name: "zone-not-empty",
  errorCode: "HostedZoneNotEmpty",
  happens: "A zone in which somebody, or a controller, has put records is not deleted.",
  rehearsed:
    "A record of somebody else's lies in the private zone; the destruction is refused; after it is deleted the zone is destroyed and built again.",
  survived:
    "`drydock destroy` compares the records of every zone that goes with those in the states, and names each that no state knows.",
  source: "https://docs.aws.amazon.com/Route53/latest/APIReference/API_DeleteHostedZone.html",
  needs: { part: "edge-zone", type: "aws_route53_zone" },
  from: "created",
  steps: [
    {
      step: "arrange",
      title: "Somebody adds a record to the private zone",
      by: (scene) => {
        const { name } = scene.declared("edge-zone", "aws_route53_zone").attributes;
        const zone = scene.object("aws_route53_zone", { name: String(name) });
        return scene.make("edge-zone", "aws_route53_record", {
          zone_id: zone.id,
          name: `quotes.${String(name)}`,
          type: "A",
          ttl: 60,
          records: ["10.0.0.10"],
        }).id;
      },
    },
    {
      step: "expect-refusal",
      stacks: zones,
      says: /^Nothing was destroyed, .* The record quotes\.\S+\. A is in no state and keeps the zone Z\w+ of "[\w-]+-edge-zone"/,
    },
    {
      step: "arrange",
      title: "The record is deleted",
      by: (scene) => scene.remove(scene.object("aws_route53_record", { name: /^quotes\./ })),
    },
    { step: "destroy", stacks: zones },
    { step: "apply", stacks: zones },
    { step: "expect-empty-plan", stacks: zones },
  ],
};
