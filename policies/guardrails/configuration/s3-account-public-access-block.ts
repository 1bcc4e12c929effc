import { publicAccessSwitches } from "./s3-public-access-block";
import type { ConfigurationRule } from "../rule";

export const s3AccountPublicAccessBlock: ConfigurationRule = {
  id: "s3-account-public-access-block",
  severity: "error",
  title: "The account blocks public access to all its buckets",
  rationale:
    "The account's own four switches cover buckets that no stack of this estate declares. AWS applies the stricter of both.",
  source: { cis: ["2.1.4"], awsControls: ["S3.1"] },
  *check(stack) {
    for (const block of stack.ofType("aws_s3_account_public_access_block")) {
      const open = publicAccessSwitches.filter((name) => block.attributes[name] !== true);
      if (open.length === 0) continue;
      yield { subject: block, message: `Not switched on: ${open.join(", ")}. Set all four to true.` };
    }
  },
};
