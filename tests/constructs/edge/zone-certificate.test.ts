import { PublicZone } from "../../../constructs/edge/public-zone";
import { ZoneCertificate } from "../../../constructs/edge/zone-certificate";
import { startSimulatedCloud } from "../../../app/simulator/simulated-cloud";
import { TerraformFolder } from "../../app/simulator/terraform-folder";
import { describeWith } from "../../servers/describe-with";
import { toolPath } from "../../servers/tools";
import { configurationWith, only } from "../configuration";

const zoneName = "dev.example.com";
const configuration = configurationWith((stack) => {
  const zone = new PublicZone(stack, "zone", {
    name: zoneName,
    comment: "Names of a test",
    certificateAuthorities: ["amazon.com"],
  });
  new ZoneCertificate(stack, "certificate", { zone, zoneName });
});

describe("the certificate of a zone", () => {
  it("is for the zone's own name and one label below, proven by DNS, with a key on P-256", () => {
    expect(only(configuration, "aws_acm_certificate")).toMatchObject({
      domain_name: "dev.example.com",
      subject_alternative_names: ["*.dev.example.com"],
      validation_method: "DNS",
      key_algorithm: "EC_prime256v1",
    });
  });

  it("is waited for by nothing beside it", () => {
    expect(configuration.resource).not.toHaveProperty("aws_acm_certificate_validation");
  });
});

describeWith("terraform", "a certificate whose zone nobody delegates to", () => {
  it("is planned from nothing, times out after 72 hours, and is then planned anew beside its old record", async () => {
    const simulated = await startSimulatedCloud();
    const folder = new TerraformFolder(toolPath("terraform"), simulated.variables("terraform"));
    try {
      const { resource } = configuration;
      folder.write({
        terraform: { required_providers: { aws: { source: "hashicorp/aws" } } },
        provider: { aws: { region: "eu-west-1" } },
        resource,
      });
      await folder.succeed("init");
      await folder.apply();
      simulated.cloud.clock.advanceDays(3.01);
      expect(await folder.plannedActions()).toEqual(["create aws_acm_certificate.certificate"]);
    } finally {
      folder.remove();
      await simulated.close();
    }
  });
});
