import { startWire, type ScriptedMoto, type Wire } from "./wire";

let wire: Wire;
async function start(moto: ScriptedMoto): Promise<Wire> {
  wire = await startWire(moto);
  return wire;
}
afterEach(() => wire.close());

const s3 = (bucket: string, query = ""): string => `http://${bucket}.s3.drydock.internal/${query}`;

describe("S3 in front of moto", () => {
  const existing = (...buckets: string[]): ScriptedMoto => {
    return ({ method, path }) =>
      method === "HEAD" ? { status: buckets.includes(path.slice(1)) ? 200 : 404 } : {};
  };

  it("keeps a bucket's policy until it is deleted, alone or with its bucket, and moto never sees it", async () => {
    const { rest, forwarded } = await start(existing("estate"));
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
    expect((await rest("PUT", s3("estate", "?policy"), { body: policy })).status).toBe(204);
    expect(await rest("GET", s3("estate", "?policy"))).toMatchObject({ status: 200, body: policy });
    await rest("DELETE", s3("estate", "?policy"));
    const gone = await rest("GET", s3("estate", "?policy"));
    expect(gone.status).toBe(404);
    expect(gone.body).toContain("<Code>NoSuchBucketPolicy</Code>");
    await rest("PUT", s3("estate", "?policy"), { body: policy });
    await rest("DELETE", s3("estate"));
    expect((await rest("GET", s3("estate", "?policy"))).status).toBe(404);
    expect(forwarded.filter(({ path }) => path.includes("policy"))).toEqual([]);
  });

  it("refuses a malformed policy and a bucket that is not there", async () => {
    const { rest } = await start(existing("estate"));
    const malformed = await rest("PUT", s3("estate", "?policy"), {
      body: '{"Statement": [{"Effect": "Maybe"}]}',
    });
    expect(malformed).toMatchObject({ status: 400 });
    expect(malformed.body).toContain("<Code>MalformedPolicy</Code>");
    expect((await rest("GET", s3("nowhere", "?policy"))).body).toContain("<Code>NoSuchBucket</Code>");
  });

  it("takes access logging before the target's policy is there, and refuses a target that is not", async () => {
    const { rest } = await start(existing("estate", "logs"));
    const to = (target: string): string =>
      `<BucketLoggingStatus><LoggingEnabled><TargetBucket>${target}</TargetBucket><TargetPrefix>a/</TargetPrefix></LoggingEnabled></BucketLoggingStatus>`;
    expect((await rest("PUT", s3("estate", "?logging"), { body: to("logs") })).status).toBe(200);
    expect((await rest("GET", s3("estate", "?logging"))).body).toBe(to("logs"));
    const refused = await rest("PUT", s3("estate", "?logging"), { body: to("nowhere") });
    expect(refused.body).toContain("<Code>InvalidTargetBucketForLogging</Code>");
    await rest("PUT", s3("estate", "?logging"), { body: "<BucketLoggingStatus/>" });
    expect((await rest("GET", s3("estate", "?logging"))).body).not.toContain("LoggingEnabled");
  });

  it("confirms lifecycle rules with the smallest size that was asked for", async () => {
    const { rest } = await start(({ method }) => ({ body: method === "GET" ? "<of-moto/>" : "" }));
    const rules = "<LifecycleConfiguration><Rule><ID>old</ID></Rule></LifecycleConfiguration>";
    const header = "x-amz-transition-default-minimum-object-size";
    const headers = { [header]: "varies_by_storage_class" };
    await rest("PUT", s3("estate", "?lifecycle"), { body: rules, headers });
    const confirmed = await rest("GET", s3("estate", "?lifecycle"));
    expect(confirmed.body).toBe(rules);
    expect(confirmed.headers[header]).toBe("varies_by_storage_class");
    await rest("PUT", s3("estate", "?lifecycle"), { body: rules });
    expect((await rest("GET", s3("estate", "?lifecycle"))).headers[header]).toBe("all_storage_classes_128K");
  });

  it("leaves to moto what it says of rules that it refuses or has lost", async () => {
    const { rest } = await start(({ method }) =>
      method === "PUT" ? { status: 400 } : { status: 404, body: "none" },
    );
    expect(
      (await rest("PUT", s3("estate", "?lifecycle"), { body: "<LifecycleConfiguration/>" })).status,
    ).toBe(400);
    expect(await rest("GET", s3("estate", "?lifecycle"))).toMatchObject({ status: 404, body: "none" });
  });
});
