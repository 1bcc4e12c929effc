import { closeNames } from "../user-error";
import { problem, type Problem } from "./problem";
import { freeze } from "./immutable";
import { knownRegions, zoneLetters } from "./regions";
import { checkEnvironment } from "./rules/all";
import { environmentSchema, type Environment, type ParsedEnvironment } from "./schema";
import { problemsOf } from "./sentences";

export type Parsing =
  | { readonly environment: Environment; readonly problems: readonly [] }
  | { readonly environment?: undefined; readonly problems: readonly Problem[] };

/** Checks one environment by schema and rules and fills in every default; all problems at once, none thrown. */
export function parseEnvironment(input: unknown): Parsing {
  const result = environmentSchema.safeParse(input);
  if (!result.success) return { problems: problemsOf(result.error, environmentSchema, input) };
  const zoneProblems = checkZoneCount(result.data);
  if (zoneProblems.length > 0) return { problems: zoneProblems };
  const environment = resolve(result.data);
  const problems = checkEnvironment(environment);
  return problems.length > 0 ? { problems } : { environment, problems: [] };
}

/** What has to hold before the zones can be named. */
function checkZoneCount({ region, availabilityZones: { count, names } }: ParsedEnvironment): Problem[] {
  const path = "availabilityZones.names";
  if (names && names.length !== count) {
    return [problem(path, `names ${names.length} zones and count says ${count}; make them agree.`)];
  }
  const letters = zoneLetters[region];
  if (names ?? (letters && letters.length >= count)) return [];
  if (!knownRegions.includes(region)) {
    return [unknownRegion(region), problem(path, `is missing; correct the region, or name ${count} zones.`)];
  }
  const known = letters ? `only ${letters.length} zones` : "no zones";
  return [
    problem(
      path,
      `is missing, and app/environments/regions.ts knows ${known} of ${region}; name ${count} zones.`,
    ),
  ];
}

function unknownRegion(region: string): Problem {
  const [best] = closeNames(region, knownRegions);
  const hint = best === undefined ? "." : `; did you mean "${best}"?`;
  return problem(
    "region",
    `"${region}" is no region that drydock knows${hint} A newer one is taken when its zones are named.`,
  );
}

/** Works out the defaults that depend on other fields. */
function resolve(parsed: ParsedEnvironment): Environment {
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
  });
}
