import type { ConstructTreeRule } from "../rule";

export const providerAccountGuard: ConstructTreeRule = {
  id: "provider-account-guard",
  severity: "error",
  title: "Each AWS provider names the one account it may touch, and holds no credentials",
  rationale:
    "A shell that holds the credentials of another account must fail before it changes anything there.",
  source: { design: "An account guard for each environment", checkov: ["CKV_AWS_41"] },
  *check(stacks) {
    for (const { awsProviders } of stacks) {
      for (const provider of awsProviders) {
        const accounts = provider.allowedAccountIdsInput ?? [];
        if (accounts.length !== 1) {
          yield {
            subject: provider,
            message: `allowed_account_ids has ${accounts.length} entries. Name exactly the environment's account.`,
          };
        }
        if (provider.accessKeyInput !== undefined || provider.secretKeyInput !== undefined) {
          yield { subject: provider, message: "It holds an access key. Let it assume the deploy role." };
        }
      }
    }
  },
};
