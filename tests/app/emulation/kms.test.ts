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

  it.each([
    ["Disabled", "DisabledException", "is disabled."],
    ["PendingDeletion", "KMSInvalidStateException", "is pending deletion."],
  ])("does not let out what a key that is %s decrypts", async (KeyState, code, words) => {
    const Arn = `arn:aws:kms:eu-west-1:${account}:key/k-1`;
    const { json } = await start(({ headers }) => ({
      body: JSON.stringify(
        headers["x-amz-target"] === "TrentService.DescribeKey"
          ? { KeyMetadata: { Arn, KeyState } }
          : { KeyId: Arn, Plaintext: "c2VjcmV0" },
      ),
    }));
    const refused = await json("kms", "TrentService.Decrypt", { CiphertextBlob: "AAAA" });
    expect(refused.status).toBe(400);
    expect(JSON.parse(refused.body)).toEqual({ __type: code, message: `${Arn} ${words}` });
  });

  it("uses a key that is enabled", async () => {
    const { json } = await start(({ headers }) => ({
      body: JSON.stringify(
        headers["x-amz-target"] === "TrentService.DescribeKey"
          ? { KeyMetadata: { KeyState: "Enabled" } }
          : { KeyId: "k-1", Plaintext: "c2VjcmV0" },
      ),
    }));
    const { body } = await json("kms", "TrentService.Decrypt", { CiphertextBlob: "AAAA" });
    expect(JSON.parse(body)).toMatchObject({ Plaintext: "c2VjcmV0" });
  });
});
