import { metWith } from "../steps/expect";
import type { Hazard } from "./hazard";

const type = "aws_iam_openid_connect_provider";

export const identityProviderExists: Hazard = {
  name: "identity-provider-exists",
  errorCode: "EntityAlreadyExists",
  happens: "The account trusts the CI's identity provider already, since another project uses it.",
  rehearsed: "The provider is there before the account is bootstrapped.",
  survived: "The bootstrap takes it over into its state and goes on.",
  source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html",
  needs: { part: "bootstrap", type },
  from: "empty",
  steps: [
    {
      step: "arrange",
      title: "Another project has made the provider",
      by: (scene) => {
        const url = String(scene.declared("bootstrap", type).attributes["url"]);
        return scene.make("bootstrap", type, { url, client_id_list: ["sts.amazonaws.com"] }).id;
      },
    },
    { step: "bootstrap" },
    { step: "expect", title: "The provider was there", of: metWith("EntityAlreadyExists") },
    { step: "expect-empty-plan", stacks: { parts: ["bootstrap"] } },
  ],
};
