import { startWire, type ScriptedMoto, type Wire } from "./wire";

let wire: Wire;
async function start(moto: ScriptedMoto): Promise<Wire> {
  wire = await startWire(moto);
  return wire;
}
afterEach(() => wire.close());

const arn = "arn:aws:acm:eu-west-1:111111111111:certificate/c-1";
const certificate = {
  CertificateArn: arn,
  Type: "AMAZON_ISSUED",
  KeyAlgorithm: "RSA_2048",
  Status: "ISSUED",
  DomainValidationOptions: [
    { DomainName: "dev.example.com", ResourceRecord: { Name: "_a.dev.example.com." } },
    { DomainName: "*.dev.example.com", ResourceRecord: { Name: "_a.dev.example.com." } },
  ],
};

/** A certificate that moto has issued already, and one zone with records of these names. */
function moto(...names: string[]): ScriptedMoto {
  const records = names.map((name) => `<ResourceRecordSet><Name>${name}</Name></ResourceRecordSet>`).join("");
  return ({ path, headers }) => {
    if (path.endsWith("/rrset")) {
      return {
        body: `<ListResourceRecordSetsResponse><ResourceRecordSets>${records}</ResourceRecordSets></ListResourceRecordSetsResponse>`,
      };
    }
    if (path.endsWith("/hostedzone")) {
      return {
        body: "<ListHostedZonesResponse><HostedZones><HostedZone><Id>/hostedzone/Z1</Id></HostedZone></HostedZones></ListHostedZonesResponse>",
      };
    }
    const requested = headers["x-amz-target"] === "CertificateManager.RequestCertificate";
    return { body: JSON.stringify(requested ? { CertificateArn: arn } : { Certificate: certificate }) };
  };
}

async function describeCertificate({ json }: Wire): Promise<unknown> {
  const { body } = await json("acm", "CertificateManager.DescribeCertificate", { CertificateArn: arn });
  return (JSON.parse(body) as { Certificate: unknown }).Certificate;
}

describe("ACM in front of moto", () => {
  it("makes a certificate for the kind of key that was asked for", async () => {
    const { json } = await start(moto());
    expect(await describeCertificate(wire)).toMatchObject({ KeyAlgorithm: "RSA_2048" });
    await json("acm", "CertificateManager.RequestCertificate", { KeyAlgorithm: "EC_prime256v1" });
    expect(await describeCertificate(wire)).toMatchObject({ KeyAlgorithm: "EC_prime256v1" });
  });

  it("issues it once every record that proves the domain is in a zone", async () => {
    await start(moto("dev.example.com.", "_b.dev.example.com."));
    expect(await describeCertificate(wire)).toMatchObject({
      Status: "PENDING_VALIDATION",
      DomainValidationOptions: [{ ValidationStatus: "PENDING_VALIDATION" }, {}],
    });
    await wire.close();
    await start(moto("_a.dev.example.com."));
    expect(await describeCertificate(wire)).toMatchObject({
      Status: "ISSUED",
      DomainValidationOptions: [{ ValidationStatus: "SUCCESS" }, { ValidationStatus: "SUCCESS" }],
    });
  });
});
