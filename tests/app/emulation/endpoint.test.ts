import { type ScriptedMoto, send, startWire, type Wire } from "./wire";

let wire: Wire;
async function start(moto: ScriptedMoto): Promise<Wire> {
  wire = await startWire(moto);
  return wire;
}
afterEach(() => wire.close());

describe("the endpoint in front of moto", () => {
  it("passes on what moto can do, as it was sent", async () => {
    const { json, forwarded } = await start(() => ({ body: '{"Keys":[]}' }));
    const answer = await json("kms", "TrentService.ListKeys", { Limit: 3 });
    expect(answer).toMatchObject({ status: 200, body: '{"Keys":[]}' });
    expect(forwarded).toMatchObject([{ method: "POST", path: "/", body: '{"Limit":3}' }]);
    expect(forwarded[0]?.headers["x-amz-target"]).toBe("TrentService.ListKeys");
  });

  it("brings a bucket in front of the host into the path, which is where moto looks for it", async () => {
    const { rest, forwarded } = await start(() => ({ body: "state" }));
    await rest("GET", "http://estate.s3.drydock.internal/dev/terraform.tfstate?versionId=1");
    expect(forwarded[0]?.path).toBe("/estate/dev/terraform.tfstate?versionId=1");
  });

  it("answers what moto cannot at once with an error that is not tried again, in the service's own form", async () => {
    const { json, query, rest, log } = await start(() => undefined);
    const sentence = "moto cannot answer";
    const inJson = await json("kms", "TrentService.RotateEverything", {});
    expect(inJson.status).toBe(400);
    expect(JSON.parse(inJson.body)).toEqual({
      __type: "MotoFailure",
      message: `${sentence} kms RotateEverything; its log says why`,
    });
    const ec2 = await query("ec2", { Action: "DescribeNothing" });
    expect(ec2.body).toContain("<Errors><Error><Code>MotoFailure</Code>");
    const iam = await query("iam", { Action: "GetNothing" });
    expect(iam.body).toContain("<Type>Sender</Type><Code>MotoFailure</Code>");
    const s3 = await rest("GET", "http://estate.s3.drydock.internal/?inventory");
    expect(s3.body).toContain(`<Message>${sentence} s3 GET /estate/?inventory; its log says why</Message>`);
    const plans = await rest("GET", "http://aws.drydock.internal/backup/plans", { service: "backup" });
    expect(plans.headers["x-amzn-errortype"]).toBe("MotoFailure");
    expect(log()).toContain("eu-west-1 ec2 DescribeNothing 400");
  });

  it("takes calls at its own address, from clients that name an endpoint", async () => {
    const { endpoint } = await start(() => ({ body: '{"Keys":[]}' }));
    const headers = {
      authorization: "AWS4-HMAC-SHA256 Credential=AKIA/20260101/eu-west-1/kms/aws4_request",
      "x-amz-target": "TrentService.ListKeys",
    };
    expect((await send(endpoint.url, "POST", "/", headers, "{}")).body).toBe('{"Keys":[]}');
  });

  it("counts calls by service, and those that moto was not asked about", async () => {
    const { query, json, endpoint } = await start(() => undefined);
    await query("ec2", { Action: "MonitorInstances" });
    await query("ec2", { Action: "DescribeNothing" });
    await json("kms", "TrentService.ListKeys", {});
    expect(endpoint.calls).toEqual([
      { service: "ec2", calls: 2, ours: 1, errors: 1 },
      { service: "kms", calls: 1, ours: 0, errors: 1 },
    ]);
  });

  it("refuses hosts that are not AWS's, and calls without a signature", async () => {
    const { endpoint, forwarded } = await start(() => ({}));
    const proxy = endpoint.variables["HTTP_PROXY"] ?? "";
    const elsewhere = await send(proxy, "GET", "http://example.com/", {}, "");
    expect(elsewhere.status).toBe(502);
    expect(elsewhere.body).toContain("it was asked for example.com");
    expect((await send(proxy, "GET", "http://aws.drydock.internal/", {}, "")).status).toBe(502);
    expect(forwarded).toEqual([]);
  });
});
