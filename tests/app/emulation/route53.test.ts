import { startWire, type ScriptedMoto, type Wire } from "./wire";

let wire: Wire;
async function start(moto: ScriptedMoto): Promise<Wire> {
  wire = await startWire(moto);
  return wire;
}
afterEach(() => wire.close());

const zones = "http://aws.drydock.internal/2013-04-01/hostedzone";
const service = "route53";

describe("Route 53 in front of moto", () => {
  it("makes a zone with a VPC a private one", async () => {
    const { rest, forwarded } = await start(() => ({ status: 201, body: "<CreateHostedZoneResponse/>" }));
    const zone = (more: string): string =>
      `<CreateHostedZoneRequest xmlns="r53"><Name>a.example.com</Name><HostedZoneConfig><Comment>Names</Comment></HostedZoneConfig>${more}</CreateHostedZoneRequest>`;
    await rest("POST", zones, { service, body: zone("<VPC><VPCId>vpc-1</VPCId></VPC>") });
    await rest("POST", zones, { service, body: zone("") });
    expect(forwarded.map(({ body }) => body)).toEqual([
      expect.stringContaining(
        "<HostedZoneConfig><Comment>Names</Comment><PrivateZone>true</PrivateZone></HostedZoneConfig>",
      ),
      zone(""),
    ]);
  });

  it.each([
    ["POST", zones],
    ["POST", `${zones}/Z1/rrset/`],
    ["DELETE", `${zones}/Z1`],
  ])("leaves nothing to wait for after %s %s", async (method, url) => {
    const { rest } = await start(() => ({
      body: "<Answer><ChangeInfo><Id>/change/C1</Id></ChangeInfo><HostedZone><Id>Z1</Id></HostedZone></Answer>",
    }));
    const { body } = await rest(method, url, { service, body: "<Request><Name>a</Name></Request>" });
    expect(body).toBe("<Answer><HostedZone><Id>Z1</Id></HostedZone></Answer>");
  });

  it("passes on errors as moto says them", async () => {
    const error = "<ErrorResponse><Error><Code>NoSuchHostedZone</Code></Error></ErrorResponse>";
    const { rest } = await start(() => ({ status: 404, body: error }));
    expect((await rest("DELETE", `${zones}/Z1`, { service })).body).toBe(error);
  });
});
