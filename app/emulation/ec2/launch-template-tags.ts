import { asObject } from "../../terraform/json";
import type { Gap } from "../gap";
import { amendedXml, listed } from "../xml-protocol";

/** What a launch template tags: machines and what they bring along, but never a template. */
export function launchTemplateTags(): Gap {
  return {
    service: "ec2",
    moto: "lists a launch template's own tags among those of the machines that it launches",
    async answer(call, moto) {
      if (call.operation !== "DescribeLaunchTemplateVersions") return undefined;
      return amendedXml(await moto.forward(call), (content) => {
        for (const version of listed(content["launchTemplateVersionSet"])) {
          const data = asObject(version["launchTemplateData"]);
          const specifications = listed(data["tagSpecificationSet"]);
          if (specifications.length === 0) continue;
          const launched = specifications.filter(({ resourceType }) => resourceType !== "launch-template");
          data["tagSpecificationSet"] = { item: launched };
        }
      });
    },
  };
}
