import { asObject, asText, isObject, type JsonObject } from "../terraform/json";
import type { Diagnostic } from "../terraform/diagnostics";
import type { RawResourceChange } from "../terraform/plan";
import { templateFor, typeOf, type Unheld } from "./claims";
import { readImportFailure } from "./import-failure";
import type { Place } from "./import-ids/import-rule";
import { importRuleOf } from "./import-ids/table";
import type { ConfiguredResource } from "./stack-source";

/** An import that is only asked for to learn whether the object exists; it is never applied. */
export interface Probe {
  /** Address that no resource of the stack has. */
  readonly address: string;
  readonly id: string;
  /** Whose block stands at that address. */
  readonly template: ConfiguredResource;
}

/** What a plan with imports makes of them. */
export type ImportPlan =
  | { readonly kind: "planned"; readonly changes: readonly RawResourceChange[] }
  | {
      readonly kind: "failed";
      readonly diagnostics: readonly Diagnostic[];
      /** Addresses that were planned in spite of the failure. */
      readonly planned: ReadonlySet<string>;
      readonly error: Error;
    };

/** Plans the stack with import blocks; changes nothing. */
export type PlanImports = (
  imports: ReadonlyMap<string, string>,
  probes: readonly Probe[],
) => Promise<ImportPlan>;

export interface SearchOptions {
  readonly stack: string;
  /** The tag `environment` of the stack. */
  readonly environmentTag: string;
  readonly place: Place;
  readonly resources: ReadonlyMap<string, ConfiguredResource>;
  /** Addresses that the configuration has and the state has not. */
  readonly absent: readonly string[];
  /** Tagged objects that the state does not hold, by the address on their tag. */
  readonly unheld: ReadonlyMap<string, readonly Unheld[]>;
  /** Ids that the stack notes for what an account may hold already, by address. */
  readonly notedIds: Readonly<Record<string, string>>;
}

/** An object that the state can take over. */
export interface Adoptable {
  readonly address: string;
  readonly id: string;
  /** It carries the estate's tags, or its type takes none; else only its name says that it is ours. */
  readonly certain: boolean;
}

export interface SearchResult {
  readonly adoptable: readonly Adoptable[];
  /** Addresses of which several objects exist, none of them in the state, with their ids. */
  readonly several: ReadonlyMap<string, readonly string[]>;
  /** Objects that exist beside the one which the state holds, or whose address the configuration lacks. */
  readonly strays: readonly Unheld[];
  /** Objects of that kind of which terraform cannot say whether they exist. */
  readonly unverified: readonly Unheld[];
  /** Objects that have a resource's name and the tags of something else. */
  readonly foreign: readonly { readonly address: string; readonly id: string; readonly owner: string }[];
  readonly unreadable: readonly { readonly address: string; readonly id: string; readonly words: string }[];
}

/**
 * Finds, for each address that a state lacks, the object that exists of it. Candidates come from tags and from names;
 * that one exists is learned from plans with import blocks, which read and change nothing: what terraform reports as
 * not there is dropped, and the plan is made again, until it holds. What is imported so far makes further values known,
 * and these the ids of what hangs on it (routes, associations, attachments), so the search goes on from there.
 * @throws the plan's own error when it fails over something else
 */
export async function searchImports(options: SearchOptions, plan: PlanImports): Promise<SearchResult> {
  return new ImportSearch(options, plan).run();
}

class ImportSearch {
  /** Addresses to find an object for: absent from the state, or in it and gone from the cloud. */
  private readonly wanted: Set<string>;
  /** Values of what would be created, as far as they are known. */
  private readonly values = new Map<string, JsonObject>();
  /** Candidates that are out, as "ADDRESS ID". */
  private readonly out = new Set<string>();
  private readonly uncertain = new Set<string>();
  private readonly foreign: { address: string; id: string; owner: string }[] = [];
  private readonly unreadable: { address: string; id: string; words: string }[] = [];

  constructor(
    private readonly options: SearchOptions,
    private readonly plan: PlanImports,
  ) {
    this.wanted = new Set(options.absent);
  }

  async run(): Promise<SearchResult> {
    for (let settled = ""; ;) {
      const imports = this.imports();
      const probes = this.probes(imports);
      const attempt = JSON.stringify([[...imports], probes.map(({ address, id }) => [address, id])]);
      const nothingToAsk = this.wanted.size === 0 && probes.length === 0;
      if (attempt === settled || nothingToAsk) return this.result(imports);
      const planned = await this.plan(imports, probes);
      if (planned.kind === "failed") {
        this.dropFailed(planned, imports, probes);
      } else {
        this.learn(planned.changes, imports);
        settled = attempt;
      }
    }
  }

  /** The first candidate of each wanted address. */
  private imports(): Map<string, string> {
    return new Map(
      [...this.wanted].sort().flatMap((address) => {
        const [first] = this.candidates(address);
        return first === undefined ? [] : [[address, first] as const];
      }),
    );
  }

  /** Every other candidate, and what is tagged with an address that needs none. */
  private probes(imports: ReadonlyMap<string, string>): Probe[] {
    const probes: Probe[] = [];
    const add = (address: string, id: string): void => {
      const template = templateFor(address, this.options.resources);
      if (!template) return;
      probes.push({ address: `${template.type}.drydock_probe_${probes.length}`, id, template });
    };
    for (const address of imports.keys()) {
      for (const id of this.candidates(address).slice(1)) add(address, id);
    }
    for (const { object, id } of this.strays()) if (id !== undefined) add(object.address, id);
    return probes;
  }

  private candidates(address: string): string[] {
    const { unheld, notedIds, place } = this.options;
    const rule = importRuleOf(typeOf(address));
    const values = this.values.get(address);
    const ids = [
      ...(unheld.get(address) ?? []).map(({ id }) => id),
      notedIds[address],
      values && rule?.fromValues?.(values, place),
    ];
    return [...new Set(ids)].filter((id) => id !== undefined && !this.isOut(address, id)) as string[];
  }

  private strays(): Unheld[] {
    return [...this.options.unheld]
      .filter(([address]) => !this.wanted.has(address))
      .flatMap(([, objects]) => objects)
      .filter(({ object, id }) => id === undefined || !this.isOut(object.address, id));
  }

  private isOut(address: string, id: string): boolean {
    return this.out.has(`${address} ${id}`);
  }

  private dropFailed(
    { diagnostics, planned, error }: ImportPlan & { kind: "failed" },
    imports: ReadonlyMap<string, string>,
    probes: readonly Probe[],
  ): void {
    const probed = new Map(probes.map(({ address, id }) => [address, id]));
    const failure = readImportFailure(diagnostics, new Map([...imports, ...probed]), planned);
    if (!failure) throw error;
    for (const address of failure.missing) this.drop(address, imports, probes);
    for (const [address, words] of failure.unreadable) {
      const [owner, id] = this.drop(address, imports, probes);
      this.unreadable.push({ address: owner, id, words });
    }
  }

  /** @returns the resource that the import is about, and the id */
  private drop(
    address: string,
    imports: ReadonlyMap<string, string>,
    probes: readonly Probe[],
  ): [address: string, id: string] {
    const probe = probes.find((candidate) => candidate.address === address);
    const id = probe?.id ?? imports.get(address) ?? "";
    const owner = probe ? this.ownerOf(probe) : address;
    this.out.add(`${owner} ${id}`);
    return [owner, id];
  }

  /** The address that a probe is about: the template's own, or that of an object which the configuration lacks. */
  private ownerOf({ id, template }: Probe): string {
    const tagged = [...this.options.unheld].find(
      ([address, objects]) =>
        typeOf(address) === template.type && objects.some((candidate) => candidate.id === id),
    );
    return tagged?.[0] ?? template.address;
  }

  /** Takes from a plan what it makes known; drops what turns out to be somebody else's. */
  private learn(changes: readonly RawResourceChange[], imports: ReadonlyMap<string, string>): void {
    for (const { address, mode, deposed, change } of changes) {
      if (mode !== "managed" || deposed !== undefined || !this.options.resources.has(address)) continue;
      const id = imports.get(address);
      if (id === undefined && change.actions.join() === "create") {
        this.wanted.add(address);
        this.values.set(address, asObject(change.after));
      } else if (id !== undefined && change.importing) {
        this.judge(address, id, asObject(change.before));
      }
    }
  }

  private judge(address: string, id: string, object: JsonObject): void {
    const tags = object["tags_all"] ?? object["tags"];
    if (!isObject(tags)) return;
    const { environmentTag, stack } = this.options;
    const ours = { environment: environmentTag, stack, address };
    const differing = Object.entries(ours).filter(([key, value]) => tags[key] !== value);
    if (differing.length === 0) return;
    const said = Object.keys(ours).filter((key) => asText(tags[key]) !== undefined);
    if (said.length === 0) {
      this.uncertain.add(address);
      return;
    }
    this.out.add(`${address} ${id}`);
    const owner = said.map((key) => `${key} ${asText(tags[key])}`).join(", ");
    this.foreign.push({ address, id, owner });
  }

  private result(imports: ReadonlyMap<string, string>): SearchResult {
    const several = new Map<string, readonly string[]>();
    for (const address of imports.keys()) {
      const ids = this.candidates(address);
      if (ids.length > 1) several.set(address, ids);
    }
    const strays = this.strays();
    const isVerified = ({ object, id }: Unheld): boolean =>
      id !== undefined && templateFor(object.address, this.options.resources) !== undefined;
    return {
      adoptable: [...imports].map(([address, id]) => ({
        address,
        id,
        certain: !this.uncertain.has(address),
      })),
      several,
      strays: strays.filter(isVerified),
      unverified: strays.filter((stray) => !isVerified(stray)),
      foreign: this.foreign,
      unreadable: this.unreadable,
    };
  }
}
