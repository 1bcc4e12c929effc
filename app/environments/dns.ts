import { z } from "zod";
import { field } from "./field";

const domainName = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** One or more labels: "dev", "eu.dev". */
const subdomain = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/);

/** The environment's public DNS zone, and how it hangs together with the zones above and below it. */
export const dnsSchema = z.strictObject({
  zone: field(z.string().max(253).regex(domainName), {
    description: "Public DNS zone that holds the environment's names.",
    unit: "domain name",
    accepts: "a domain name in lower case without a trailing dot, such as dev.trading.example.com",
  }),
  delegated: field(z.boolean().default(false), {
    description:
      "The parent of the zone names the zone's name servers, so that the internet finds it; only then is the " +
      "certificate waited for.",
    unit: "yes or no",
    accepts: "true or false",
  }),
  delegations: field(
    z
      .record(
        subdomain,
        field(
          z
            .array(
              field(z.string().regex(domainName), {
                description: "One name server.",
                unit: "domain name",
                accepts: "a name server without a trailing dot, such as ns-1.awsdns-01.com",
              }),
            )
            .min(2),
          {
            description: "Name servers of the zone below.",
            unit: "domain names",
            accepts: "a list of at least two name servers, such as ns-1.awsdns-01.com",
          },
        ),
      )
      .default({}),
    {
      description: "Zones below this one, each with the name servers that its own stack exports.",
      unit: "name servers by subdomain",
      accepts: 'an object of name servers by subdomain, such as { "dev": ["ns-1.awsdns-01.com", …] }',
      key: { stands: "subdomain", accepts: "lower-case labels joined by dots, without the zone itself" },
    },
  ),
});
