import { z } from "zod";
import { field, principalArn, shortName, shortNameAccepts } from "./field";

const oidcSchema = z.strictObject({
  issuerUrl: field(z.string().regex(/^https:\/\/[a-z0-9.-]+(\/[\w./-]*)?$/), {
    description: "Issuer of the CI system's OpenID Connect tokens; becomes the account's identity provider.",
    unit: "URL",
    accepts: "an https URL without a query, such as https://token.actions.githubusercontent.com",
  }),
  audience: field(
    z
      .string()
      .regex(/^\S{1,255}$/)
      .default("sts.amazonaws.com"),
    {
      description: "Audience that a token must carry to be exchanged for the deploy role.",
      unit: "name",
      accepts: "the audience that the CI system asks for, such as sts.amazonaws.com",
    },
  ),
  subjects: field(
    z
      .array(
        field(z.string().regex(/^[^*\s][^\s]{2,}$/), {
          description: "One subject, as the token carries it; `*` may stand for a part, never for the whole.",
          unit: "subject claim",
          accepts: "a subject claim that does not begin with *, such as repo:acme/drydock:environment:prod",
        }),
      )
      .min(1),
    {
      description: "Subjects of the tokens that may take this environment's deploy role.",
      unit: "subject claims",
      accepts: "a list of at least one subject claim, such as repo:acme/drydock:environment:prod",
    },
  ),
});

/** The AWS account an environment lives in, and who may deploy to it. */
export const accountSchema = z.strictObject({
  id: field(z.string().regex(/^\d{12}$/), {
    description: "AWS account; every provider refuses to work in another one (`allowed_account_ids`).",
    unit: "12 digits",
    accepts: 'an AWS account id of 12 digits as a string, such as "111111111111"',
  }),
  name: field(shortName(20), {
    description: "Short name of the account; its `bootstrap-NAME` stack carries it.",
    unit: "name",
    accepts: shortNameAccepts(20),
  }),
  stateRegion: field(
    z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+){1,2}-\d$/)
      .optional(),
    {
      description: "Region of the bucket that holds Terraform's state.",
      unit: "AWS region",
      accepts: "an AWS region such as eu-west-1",
      computedDefault: "the environment's region",
    },
  ),
  deployRole: field(
    z
      .string()
      .regex(/^[\w+=,.@-]{1,64}$/)
      .optional(),
    {
      description: "Name of the IAM role that every provider and the state backend assume.",
      unit: "IAM role name",
      accepts: "an IAM role name of at most 64 letters, digits and + = , . @ _ -, without a path",
      computedDefault: "PROJECT-NAME-deploy",
    },
  ),
  operators: field(
    z
      .array(
        field(principalArn, {
          description: "One principal.",
          unit: "ARN",
          accepts: "the ARN of an IAM role or user, such as arn:aws:iam::111111111111:role/platform-engineer",
        }),
      )
      .default([]),
    {
      description: "Principals beside CI that may assume the deploy role, with multi-factor authentication.",
      unit: "ARNs",
      accepts: "a list of ARNs of IAM roles or users",
    },
  ),
  oidc: field(oidcSchema.optional(), {
    description: "CI's way in: tokens of this issuer are exchanged for the deploy role; no long-lived key.",
    unit: "settings",
    accepts: "an object with issuerUrl, audience and subjects, or leave it out",
    computedDefault: "none: only the operators may deploy",
  }),
});
