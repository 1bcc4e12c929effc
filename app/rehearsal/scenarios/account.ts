import type { Scenario } from "../scenario";

/** Where scenarios begin that build an environment in an account that is ready for it. */
export const accountAlone: Scenario = {
  name: "account",
  summary: "The account is bootstrapped, and nothing else is there.",
  steps: [{ step: "bootstrap" }],
};
