import { type Hazard, recreateNetwork } from "./hazard";

const type = "aws_instance";

export const terminationProtected: Hazard = {
  name: "termination-protected",
  errorCode: "OperationNotPermitted",
  happens: "Somebody protects a machine against termination, and a destruction stops at it half-way.",
  rehearsed:
    "The tunnel's host is protected by hand; the destruction is refused; a deployment takes the protection back, and the network is destroyed and built again.",
  survived:
    "`drydock destroy` reads every object again and refuses while one of them is protected; what somebody switched on by hand is drift that the next deployment repairs.",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_ChangingDisableAPITermination.html",
  needs: { part: "network", type },
  from: "network",
  steps: [
    {
      step: "arrange",
      title: "Somebody protects the tunnel's host",
      by: (scene) => scene.cloud.changeBehindTerraform(scene.object(type), { disable_api_termination: true }),
    },
    {
      step: "expect-refusal",
      stacks: { parts: ["network"] },
      says: /^Nothing was destroyed, .* aws_instance\.\S+ of "[\w-]+-network" is protected against deletion \(disable_api_termination\)/,
    },
    { step: "apply", stacks: { parts: ["network"] } },
    ...recreateNetwork,
  ],
};
