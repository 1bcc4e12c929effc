import { UserError } from "../user-error";
import { readAll, send, type RegistryAgents } from "./registry-http";

/** What a registry asks for in `WWW-Authenticate`. */
export interface Challenge {
  /** Address that gives out tokens. */
  readonly realm: string;
  readonly service?: string;
  readonly scope?: string;
}

/**
 * Reads `Bearer realm="…",service="…",scope="…"`; some registries leave out quotes, some the scope.
 * Source: distribution project, "Token authentication specification".
 */
export function readChallenge(header: string | undefined): Challenge | undefined {
  if (header === undefined || !/^bearer /i.test(header)) return undefined;
  const parameters = new Map(
    [...header.matchAll(/([a-z]+)=(?:"([^"]*)"|([^",\s]+))/gi)].map(([, name = "", quoted, bare]) => [
      name.toLowerCase(),
      quoted ?? bare ?? "",
    ]),
  );
  const realm = parameters.get("realm");
  if (realm === undefined || !URL.canParse(realm)) return undefined;
  const service = parameters.get("service");
  const scope = parameters.get("scope");
  return { realm, ...(service !== undefined && { service }), ...(scope !== undefined && { scope }) };
}

/**
 * Asks for a token that lets anybody pull.
 * @throws UserError when the registry gives none
 */
export async function anonymousToken(
  agents: RegistryAgents,
  { realm, service, scope }: Challenge,
  repository: string,
): Promise<string> {
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set("service", service);
  url.searchParams.set("scope", scope ?? `repository:${repository}:pull`);
  const response = await send(agents, { method: "GET", url: url.href });
  const body = await readAll(response);
  const token = response.status === 200 ? tokenIn(body) : undefined;
  if (token !== undefined) return token;
  throw new UserError(
    `${url.host} gives no token to pull ${repository} without an account (status ${response.status}).`,
  );
}

function tokenIn(body: Buffer): string | undefined {
  try {
    const { token, access_token: accessToken } = JSON.parse(body.toString()) as Record<string, unknown>;
    return [token, accessToken].find((one) => typeof one === "string");
  } catch {
    return undefined;
  }
}
