import { deployRole, dev, fromVpc, providerIn, unknownToSchema } from "../platform-stack";

const output = (name: string) => `data.terraform_remote_state.cluster-main.outputs.${name}`;

describe("the provider of a cluster", () => {
  it("asks the AWS CLI for a token as the deploy role, for each command anew, whatever output a profile prefers", () => {
    expect(providerIn(fromVpc, "kubernetes").block).toEqual({
      host: `\${${output("endpoint")}}`,
      cluster_ca_certificate: `\${base64decode(${output("certificate_authority")})}`,
      exec: [
        {
          api_version: "client.authentication.k8s.io/v1",
          command: "aws",
          args: [
            ...["eks", "get-token", "--cluster-name", `\${${output("cluster_name")}}`],
            ...["--role-arn", deployRole, "--region", "eu-west-1", "--output", "json"],
          ],
        },
      ],
    });
  });

  it("finds the cluster at a port of this machine behind the tunnel, and checks the endpoint's own certificate", () => {
    expect(providerIn(dev, "kubernetes").block).toMatchObject({
      host: "https://127.0.0.1:16444",
      tls_server_name: `\${trimprefix(${output("endpoint")}, "https://")}`,
    });
  });

  it("states only what the provider's schema knows, and asks for the major of that schema", () => {
    const { block, version } = providerIn(dev, "kubernetes");
    expect(version).toBe(">= 2.38.0, < 3.0.0");
    expect(unknownToSchema("kubernetes", block)).toEqual([]);
    expect(unknownToSchema("kubernetes", { ...block, exec: [{ comand: "aws" }] })).toEqual([
      "kubernetes.exec.comand",
    ]);
  });
});
