import type { JsonObject } from "../terraform/json";
import type { StateObject } from "../terraform/state-objects";
import type { Candidate, Finding, TakeCensus } from "./census";
import { templateFor, typeOf, type Unheld } from "./claims";
import { configuredValues } from "./configured-values";
import type { Place } from "./import-ids/import-rule";
import { importRuleOf } from "./import-ids/table";
import type { ConfiguredResource } from "./stack-source";

export interface SearchOptions {
  readonly place: Place;
  readonly resources: ReadonlyMap<string, ConfiguredResource>;
  /** What the state holds. */
  readonly held: readonly StateObject[];
  /** Tagged objects that the state does not hold, by the address on their tag. */
  readonly unheld: ReadonlyMap<string, readonly Unheld[]>;
  /** Ids that the stack notes for what an account may hold already, by address. */
  readonly notedIds: Readonly<Record<string, string>>;
  readonly census: TakeCensus;
  /** Values of what would be created beside these imports, as far as a plan knows them; changes nothing. */
  readonly plannedValues: (imports: ReadonlyMap<string, string>) => Promise<ReadonlyMap<string, JsonObject>>;
}

export interface SearchResult {
  /** Import id of what the state can take over, by address. */
  readonly adoptable: ReadonlyMap<string, string>;
  /** Addresses of which several objects exist, none of them in the state, with their ids. */
  readonly several: ReadonlyMap<string, readonly string[]>;
  /** Objects that exist beside the one which the state holds, or whose address the configuration lacks. */
  readonly strays: readonly Unheld[];
  /** Objects of that kind of which terraform cannot say whether they exist. */
  readonly unverified: readonly Unheld[];
  readonly unreadable: readonly { readonly address: string; readonly id: string; readonly words: string }[];
}

/**
 * Finds, for each address that a state lacks, the object that exists of it. Candidates come from tags and from names;
 * whether one exists is asked of terraform. The ids of what hangs on other objects (routes, associations, attachments)
 * are told from the configuration where they can be, and else from a plan that imports those others.
 */
export function searchImports(options: SearchOptions): Promise<SearchResult> {
  return new ImportSearch(options).run();
}

/** Stands for an attribute of something that is not there; no id holds a zero byte. */
const absent = "\0";

class ImportSearch {
  private readonly held: ReadonlyMap<string, StateObject>;
  /** Addresses to find an object for. */
  private readonly wanted: readonly string[];
  /** Values of what would be created, as far as a plan knows them. */
  private values: ReadonlyMap<string, JsonObject> | undefined;
  /** What is known of candidates, by address and id. */
  private readonly findings = new Map<string, Candidate & { readonly finding: Finding }>();

  constructor(private readonly options: SearchOptions) {
    this.held = new Map(options.held.map((object) => [object.address, object]));
    this.wanted = [...options.resources.keys()].filter((address) => !this.held.has(address)).sort();
  }

  async run(): Promise<SearchResult> {
    for (;;) {
      const open = this.open();
      if (open.length > 0) {
        const found = await this.options.census(open);
        open.forEach((candidate, index) => {
          const finding = found[index];
          if (finding) this.findings.set(keyOf(candidate), { ...candidate, finding });
        });
      } else if (this.values === undefined && this.needsValues()) {
        this.values = await this.options.plannedValues(this.imports());
      } else return this.result();
    }
  }

  /** Candidates that terraform was not asked about yet. */
  private open(): Candidate[] {
    const wanted = this.wanted.flatMap((address) => this.candidates(address).map((id) => ({ address, id })));
    const strays = this.strays().flatMap(({ object: { address }, id }) =>
      id === undefined ? [] : [{ address, id }],
    );
    return [...wanted, ...strays].flatMap(({ address, id }) => {
      const template = templateFor(address, this.options.resources);
      return !template || this.findings.has(keyOf({ address, id })) ? [] : [{ address, id, template }];
    });
  }

  private imports(): Map<string, string> {
    return new Map(
      this.wanted.flatMap((address) => {
        const [first] = this.candidates(address);
        return first === undefined ? [] : [[address, first] as const];
      }),
    );
  }

  /** Ids that an address may have, without those that are known not to exist. */
  private candidates(address: string): string[] {
    const { unheld, notedIds } = this.options;
    const ids = [
      ...(unheld.get(address) ?? []).map(({ id }) => id),
      notedIds[address],
      this.idFromValues(address),
    ];
    return [...new Set(ids)].filter((id): id is string => id !== undefined && this.mayExist(address, id));
  }

  private mayExist(address: string, id: string): boolean {
    const known = this.findings.get(keyOf({ address, id }));
    return known === undefined || known.finding.kind === "exists";
  }

  /** What of a resource's id can be told from its configuration, and else from a plan. */
  private idFromValues(address: string): string | undefined {
    const configured = this.configuredId(address);
    // What is named after something that does not exist does not exist either.
    if (configured?.includes(absent)) return undefined;
    const { place } = this.options;
    return configured ?? importRuleOf(typeOf(address))?.fromValues?.(this.values?.get(address) ?? {}, place);
  }

  private configuredId(address: string): string | undefined {
    const { place, resources } = this.options;
    const body = resources.get(address)?.body ?? {};
    return importRuleOf(typeOf(address))?.fromValues?.(
      configuredValues(body, (other, attribute) => this.attributeOf(other, attribute)),
      place,
    );
  }

  /** Of what the state holds, or of a candidate: its id, or what its own block says in plain words. */
  private attributeOf(address: string, attribute: string): unknown {
    const object = this.held.get(address);
    if (object) return object.attributes[attribute];
    if (!this.options.resources.has(address)) return undefined;
    const [candidate] = this.candidates(address);
    if (candidate === undefined) return this.isFindable(address) ? absent : undefined;
    if (attribute === "id") return candidate;
    const value = this.options.resources.get(address)?.body[attribute];
    return typeof value === "string" && !/[$%]\{/.test(value) ? value : undefined;
  }

  /** Whether an object of the type would have been found, by its tags or by its values. */
  private isFindable(address: string): boolean {
    const { fromArn, fromValues } = importRuleOf(typeOf(address)) ?? {};
    return fromArn !== undefined || (fromValues !== undefined && this.configuredId(address) !== undefined);
  }

  /** Whether there is an address whose id only a plan can tell. */
  private needsValues(): boolean {
    return this.wanted.some(
      (address) =>
        importRuleOf(typeOf(address))?.fromValues !== undefined && this.configuredId(address) === undefined,
    );
  }

  /** Tagged objects that no address waits for, without those that are known not to exist. */
  private strays(): Unheld[] {
    return [...this.options.unheld]
      .filter(([address]) => !this.wanted.includes(address))
      .flatMap(([, objects]) => objects)
      .filter(({ object, id }) => id === undefined || this.mayExist(object.address, id));
  }

  private result(): SearchResult {
    const several = new Map<string, readonly string[]>();
    for (const address of this.wanted) {
      const ids = this.candidates(address);
      if (ids.length > 1) several.set(address, ids);
    }
    const strays = this.strays();
    const isVerified = ({ object, id }: Unheld): boolean =>
      id !== undefined &&
      this.findings.get(keyOf({ address: object.address, id }))?.finding.kind === "exists";
    return {
      adoptable: this.imports(),
      several,
      strays: strays.filter(isVerified),
      unverified: strays.filter((stray) => !isVerified(stray)),
      unreadable: [...this.findings.values()].flatMap(({ address, id, finding }) =>
        finding.kind === "unreadable" ? [{ address, id, words: finding.words }] : [],
      ),
    };
  }
}

function keyOf({ address, id }: Pick<Candidate, "address" | "id">): string {
  return `${address} ${id}`;
}
