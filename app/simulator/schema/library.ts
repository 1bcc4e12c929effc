import * as fs from "node:fs";
import * as path from "node:path";

import { repositoryRoot } from "../../repository";
import { UserError } from "../../user-error";
import type { DataSource, TypeTable } from "../behaviour";
import { bindingSchema } from "./binding-schema";
import { BindingSource } from "./binding-source";
import { completeSchema } from "./facts";
import type { Schema } from "./schema";

/**
 * Schemas of one provider, derived from the installed binding (`@cdktf/provider-NAME`) when they are asked for the
 * first time in a process (2 ms a type, measured: not worth a cache on disk).
 */
export class SchemaLibrary {
  /** By folder of the binding; a rehearsal starts many simulated clouds. */
  private static readonly read = new Map<string, Schema>();
  private readonly lib: string;

  /** @param provider `"aws"`, `"kubernetes"`, `"vault"` */
  constructor(readonly provider: string) {
    this.lib = path.join(repositoryRoot, "node_modules", "@cdktf", `provider-${provider}`, "lib");
  }

  /** The provider's own configuration. */
  providerConfiguration(): Schema {
    return this.fromBinding("provider", this.provider);
  }

  resource(type: string, table?: Pick<TypeTable, "facts" | "version" | "legacyTypeSystem">): Schema {
    const schema = this.fromBinding(kebab(this.local(type)), type);
    const legacyTypeSystem = table?.legacyTypeSystem ?? schema.legacyTypeSystem;
    return completeSchema(type, { ...schema, legacyTypeSystem }, table?.facts ?? {}, table?.version);
  }

  dataSource(type: string, source?: Pick<DataSource, "facts" | "version">): Schema {
    const schema = this.fromBinding(`data-${kebab(type)}`, type);
    return completeSchema(`data.${type}`, schema, source?.facts ?? {}, source?.version);
  }

  /** Every resource and data source that the binding has. */
  types(): { resources: string[]; dataSources: string[] } {
    const found: { resources: string[]; dataSources: string[] } = { resources: [], dataSources: [] };
    for (const folder of fs.readdirSync(this.lib).sort()) {
      if (folder === "provider" || !fs.existsSync(path.join(this.lib, folder, "index.js"))) continue;
      const name = folder.replaceAll("-", "_");
      if (folder.startsWith("data-")) found.dataSources.push(name.slice("data_".length));
      else found.resources.push(`${this.provider}_${name}`);
    }
    return found;
  }

  private local(type: string): string {
    return type.startsWith(`${this.provider}_`) ? type.slice(this.provider.length + 1) : type;
  }

  private fromBinding(folder: string, type: string): Schema {
    const location = path.join(this.lib, folder);
    if (!fs.existsSync(path.join(location, "index.js"))) {
      throw new UserError(
        `The ${this.provider} provider has no ${folder.startsWith("data-") ? "data source" : "resource"} "${type}": ` +
          `@cdktf/provider-${this.provider} has no ${folder}.`,
      );
    }
    const known = SchemaLibrary.read.get(location);
    // Facts are written into the schema that the caller gets.
    if (known) return structuredClone(known);
    const source = new BindingSource(location);
    if (source.terraformType.replace(/^data_/, "") !== type) {
      throw new Error(`${location} describes ${source.terraformType}, not ${type}.`);
    }
    const schema = bindingSchema(source);
    SchemaLibrary.read.set(location, schema);
    return structuredClone(schema);
  }
}

const kebab = (name: string): string => name.replaceAll("_", "-");
