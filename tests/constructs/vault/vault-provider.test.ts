import { deployRole, dev, fromVpc, providerIn, unknownToSchema } from "../platform-stack";

const host = "vault.internal.dev.trading.example.com";

describe("the provider of Vault", () => {
  it("logs in by a request that the deploy role signs for this Vault, under a short child token", () => {
    expect(providerIn(fromVpc, "vault").block).toEqual({
      address: `https://${host}:8200`,
      skip_child_token: false,
      max_lease_ttl_seconds: 1200,
      token_name: "dev-platform",
      auth_login_aws: [
        {
          role: "terraform",
          aws_role_arn: deployRole,
          aws_role_session_name: "dev-platform",
          aws_region: "eu-west-1",
          header_value: host,
        },
      ],
    });
  });

  it("finds Vault at a port of this machine behind the tunnel, and checks Vault's own certificate", () => {
    expect(providerIn(dev, "vault").block).toMatchObject({
      address: "https://127.0.0.1:16443",
      tls_server_name: host,
    });
  });

  it("states only what the provider's schema knows, and asks for a release that takes the role once", () => {
    const { block, version } = providerIn(dev, "vault");
    expect(version).toBe(">= 5.9.0, < 6.0.0");
    expect(unknownToSchema("vault", block)).toEqual([]);
    expect(unknownToSchema("vault", { adress: host })).toEqual(["vault.adress"]);
  });
});
