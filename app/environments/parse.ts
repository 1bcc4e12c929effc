import { UserError } from "../user-error";
import { zoneLetters } from "./regions";
import { freeze } from "./immutable";
import { environmentSchema, type Environment, type ParsedEnvironment } from "./schema";

/**
 * Checks one environment and fills in every default.
 * @throws UserError
 */
export function parseEnvironment(input: unknown): Environment {
  const result = environmentSchema.safeParse(input);
  if (!result.success) {
    throw new UserError(
      "The environment is not valid.",
      result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`),
    );
  }
  return resolve(result.data);
}

/** Works out the defaults that depend on other fields. */
export function resolve(parsed: ParsedEnvironment): Environment {
  const { availabilityZones: zones, account, ...rest } = parsed;
  const letters = zoneLetters[parsed.region] ?? "";
  return freeze({
    ...rest,
    availabilityZones:
      zones.names ?? [...letters].slice(0, zones.count).map((letter) => `${parsed.region}${letter}`),
    account: {
      ...account,
      stateRegion: account.stateRegion ?? parsed.region,
      deployRole: account.deployRole ?? `${parsed.project}-${parsed.name}-deploy`,
    },
  }) as Environment;
}
