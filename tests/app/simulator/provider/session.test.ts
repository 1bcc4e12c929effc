import { awsSession, serverSession } from "../../../../app/simulator/provider/session";
import { type Attributes, UNKNOWN } from "../../../../app/simulator/value";

describe("a kubernetes or vault provider block", () => {
  it("stands for the server that it names", () => {
    expect(serverSession({ host: "https://cluster" })).toMatchObject({
      account: "https://cluster",
      region: "",
    });
    expect(serverSession({ address: "https://vault" })).toMatchObject({ account: "https://vault" });
    expect(serverSession({ host: UNKNOWN })).toMatchObject({ account: "" });
  });
});

describe("an aws provider block", () => {
  it("must know its default tags when terraform plans", () => {
    const config: Attributes = { region: "eu-west-1", default_tags: [{ tags: { owner: UNKNOWN } }] };
    expect(() => awsSession(config, "111111111111")).toThrow("must be known when terraform plans");
  });

  it("prefers the account of the role it assumes", () => {
    const config = {
      region: "eu-west-1",
      allowed_account_ids: ["222222222222", "333333333333"],
      assume_role: [{ role_arn: "arn:aws:iam::333333333333:role/ci/deploy" }],
    };
    expect(awsSession(config, "111111111111").account).toBe("333333333333");
  });
});
