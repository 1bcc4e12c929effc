import { deployVariables, isolatedVariables } from "../../../app/terraform/variables";

describe("variables of a deployment", () => {
  it("let nothing slip into terraform's commands, and ask and report nothing", () => {
    const variables = deployVariables({
      PATH: "/bin",
      AWS_PROFILE: "work",
      TF_CLI_ARGS: "-lock=false",
      TF_CLI_ARGS_plan: "-target=x",
      TF_WORKSPACE: "other",
      TF_DATA_DIR: "/tmp/x",
      TF_INPUT: "1",
      TF_PLUGIN_CACHE_DIR: "/cache",
    });
    expect(variables).toEqual({
      PATH: "/bin",
      AWS_PROFILE: "work",
      TF_PLUGIN_CACHE_DIR: "/cache",
      TF_IN_AUTOMATION: "1",
      TF_INPUT: "0",
      CHECKPOINT_DISABLE: "1",
    });
  });

  it("drop a TF_CLI_CONFIG_FILE that points nowhere, and keep one that exists", () => {
    expect(deployVariables({ TF_CLI_CONFIG_FILE: "/nowhere/terraformrc" })).not.toHaveProperty(
      "TF_CLI_CONFIG_FILE",
    );
    expect(deployVariables({ TF_CLI_CONFIG_FILE: __filename })).toHaveProperty(
      "TF_CLI_CONFIG_FILE",
      __filename,
    );
  });
});

describe("variables of a rehearsal", () => {
  it("keep nothing that could reach a real account or change terraform", () => {
    const variables = isolatedVariables(
      {
        PATH: "/bin",
        AWS_PROFILE: "work",
        https_proxy: "http://p",
        NO_PROXY: "*",
        TF_LOG: "trace",
        TF_VAR_x: "1",
      },
      { AWS_ACCESS_KEY_ID: "simulated" },
    );
    expect(variables).toEqual({
      PATH: "/bin",
      TF_CLI_CONFIG_FILE: "/dev/null",
      AWS_ACCESS_KEY_ID: "simulated",
      TF_IN_AUTOMATION: "1",
      TF_INPUT: "0",
      CHECKPOINT_DISABLE: "1",
    });
  });
});
