/**
 * Which name servers the world outside is told to ask for a zone: what registrars, and parent zones that nobody
 * here manages, say. They learn the servers once, by hand; a zone that is deleted and made again gets other
 * servers, and the delegation goes on naming the old ones.
 */
export class DelegationRegister {
  readonly #expected = new Set<string>();
  readonly #servers = new Map<string, string>();

  copy(): DelegationRegister {
    const copy = new DelegationRegister();
    copy.expect(this.#expected);
    for (const [zone, servers] of this.#servers) copy.#servers.set(zone, servers);
    return copy;
  }

  /** The parent delegates the zone: to the servers of the first public zone that is made under the name. */
  expect(zones: Iterable<string>): void {
    for (const zone of zones) this.#expected.add(zone);
  }

  /** Somebody enters these name servers at the parent, over those that were there. */
  delegate(zone: string, servers: readonly string[]): void {
    this.#servers.set(zone, serverSet(servers));
  }

  /** A public zone was made. */
  zoneMade(zone: string, servers: readonly string[]): void {
    if (this.#expected.has(zone) && !this.#servers.has(zone)) this.delegate(zone, servers);
  }

  /** Whether the parent names exactly these servers. */
  names(zone: string, servers: readonly string[]): boolean {
    return this.#servers.get(zone) === serverSet(servers);
  }
}

/** One text for the same set of servers, with or without trailing dots. */
export function serverSet(servers: readonly string[]): string {
  return servers
    .map((server) => server.toLowerCase().replace(/\.$/, ""))
    .sort()
    .join(" ");
}
