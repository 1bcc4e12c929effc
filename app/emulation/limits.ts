/** Something that neither moto nor the endpoint does as AWS does; nothing of the estate is left out because of it. */
export interface Limit {
  /** Service that calls are signed for; "all" where it is every one. */
  readonly service: string;
  /** What is not as in AWS, as a sentence. */
  readonly sentence: string;
}

/** What a rehearsal at the emulated level does not show. Shown in the report and in docs/emulated.md. */
export const limits: readonly Limit[] = [
  {
    service: "all",
    sentence:
      "No call is denied because a policy lacks an action; only trust policies are evaluated, at AssumeRole.",
  },
  { service: "all", sentence: "Quotas, capacity, throttling, prices and timing are not there." },
  {
    service: "acm",
    sentence: "A certificate is issued once its records are in a zone, whether or not the zone is delegated.",
  },
  {
    service: "eks",
    sentence: "Node groups have an Auto Scaling group without machines; add-ons run nowhere.",
  },
  { service: "iam", sentence: "Service-linked roles have names of moto's, such as AWSServiceRoleForeks." },
  { service: "s3", sentence: "Bucket policies are kept and deny nothing; access logs are not delivered." },
];
