import { problem } from "../problem";
import type { Rule } from "./rule";

const zonesAreOfTheRegion: Rule = {
  says: "Availability zones belong to the environment's region, and none is named twice.",
  *check({ region, availabilityZones }) {
    for (const [index, zone] of availabilityZones.entries()) {
      const path = `availabilityZones.names[${index}]`;
      if (zone.slice(0, -1) !== region) {
        yield problem(path, `${zone} is not a zone of ${region}; name one such as ${region}a.`);
      }
      if (availabilityZones.indexOf(zone) !== index) {
        yield problem(path, `${zone} is named twice; name each zone once.`);
      }
    }
  },
};

export const zoneRules: readonly Rule[] = [zonesAreOfTheRegion];
