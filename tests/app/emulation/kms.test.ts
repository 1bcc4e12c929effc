import { account, startWire, type ScriptedMoto, type Wire } from "./wire";

let wire: Wire;
async function start(moto: ScriptedMoto): Promise<Wire> {
  wire = await startWire(moto);
  return wire;
}
afterEach(() => wire.close());

describe("KMS in front of moto", () => {
  it("remembers how often a key rotates, by id and by ARN", async () => {
    const { json } = await start(({ headers }) => ({
      body:
        headers["x-amz-target"] === "TrentService.GetKeyRotationStatus" ? '{"KeyRotationEnabled":true}' : "",
    }));
    const arn = `arn:aws:kms:eu-west-1:${account}:key/k-1`;
    await json("kms", "TrentService.EnableKeyRotation", { KeyId: "k-1", RotationPeriodInDays: 180 });
    const status = await json("kms", "TrentService.GetKeyRotationStatus", { KeyId: arn });
    expect(JSON.parse(status.body)).toEqual({ KeyRotationEnabled: true, RotationPeriodInDays: 180 });
    const other = await json("kms", "TrentService.GetKeyRotationStatus", { KeyId: "k-2" });
    expect(JSON.parse(other.body)).toMatchObject({ RotationPeriodInDays: 365 });
  });

  it("says no period of a key that does not rotate", async () => {
    const { json } = await start(() => ({ body: '{"KeyRotationEnabled":false}' }));
    const status = await json("kms", "TrentService.GetKeyRotationStatus", { KeyId: "k-1" });
    expect(JSON.parse(status.body)).toEqual({ KeyRotationEnabled: false });
  });
});
