import * as fs from "node:fs";
import * as path from "node:path";

/** An argument as the binding's HCL mapper lists it. */
export interface MappedArgument {
  /** Terraform's name. */
  readonly name: string;
  /** The expression that maps the value, such as `cdktf.listMapperHcl(flowLogXToHclTerraform, true)(struct.x)`. */
  readonly expression: string;
  /** `"simple"`, `"list"`, `"set"`, `"map"` or `"struct"`. */
  readonly kind: string;
  /** `"string"`, `"numberList"`, `"stringMapList"`, or the name of a class for structures. */
  readonly storage: string;
}

export interface DeclaredArgument {
  readonly optional: boolean;
  /** The doc comment calls it "NAME block". */
  readonly documentedAsBlock: boolean;
}

const argumentPattern =
  /^ +"?([\w-]+)"?: \{\n +value: (.*),\n +isBlock: (?:true|false),\n +type: "(\w+)",\n +storageClassType: "(\w+)",\n/gm;

/**
 * The text of one generated binding (`lib/RESOURCE/index.js` and `.d.ts`, large ones with `index-structs/`), cut
 * into the parts that carry the schema. Read as text: running it would load cdktf and cost ten times as much.
 */
export class BindingSource {
  /** Arguments by name of the structure, from `fooToHclTerraform`. */
  private readonly mappers = new Map<string, string>();
  private readonly classBodies = new Map<string, string>();
  private readonly interfaceBodies = new Map<string, string>();
  /** Terraform's type (`aws_flow_log`, `aws` for the provider itself). */
  readonly terraformType: string;
  readonly kind: "resource" | "data" | "provider";
  readonly mainClass: string;

  constructor(readonly folder: string) {
    const script = readParts(folder, ".js")
      .replace(/\(0, \w+\.(\w+)\)/g, "$1")
      .replace(/\b\w+_\d+\.(\w+(?:ToHclTerraform|OutputReference|List|Map)\b)/g, "$1");
    for (const [, name = "", body = ""] of script.matchAll(
      /^function (\w+)ToHclTerraform\(struct\) \{\n([\s\S]*?)\n\}\n/gm,
    )) {
      this.mappers.set(capitalised(name), body);
    }
    const bases = new Map<string, string>();
    for (const [, name = "", base = "", body = ""] of script.matchAll(
      /^class (\w+) extends cdktf\.(\w+) \{\n([\s\S]*?)\n\}\n/gm,
    )) {
      this.classBodies.set(name, body);
      bases.set(name, base);
    }
    for (const [, name = "", body = ""] of readParts(folder, ".d.ts").matchAll(
      /^export interface (\w+)(?: extends [\w.]+)? \{\n([\s\S]*?)^\}\n/gm,
    )) {
      this.interfaceBodies.set(name, body);
    }
    const main = script.match(/^(\w+)\.tfResourceType = "([\w-]+)";/m);
    if (!main?.[1] || !main[2]) throw new Error(`${folder} holds no resource: no tfResourceType in it.`);
    this.mainClass = main[1];
    this.terraformType = main[2];
    const base = bases.get(this.mainClass);
    this.kind =
      base === "TerraformDataSource" ? "data" : base === "TerraformProvider" ? "provider" : "resource";
  }

  /** Arguments of the resource itself. */
  mainArguments(): MappedArgument[] {
    const body = this.classBody(this.mainClass).match(
      /synthesizeHclAttributes\(\) \{\n([\s\S]*?)\n {4}\}/,
    )?.[1];
    if (body === undefined) throw new Error(`${this.folder}: ${this.mainClass} lists no arguments.`);
    return this.parseArguments(body);
  }

  /** Arguments of a structure inside. */
  structureArguments(structure: string): MappedArgument[] {
    const body = this.mappers.get(structure);
    if (body === undefined) throw new Error(`${this.folder}: no mapper of structure ${structure}.`);
    return this.parseArguments(body);
  }

  classBody(name: string): string {
    return this.classBodies.get(name) ?? "";
  }

  /** Arguments that the TypeScript interface declares, by Terraform's name (taken from the link to the docs). */
  declaredArguments(interfaceName: string): Map<string, DeclaredArgument> {
    const declared = new Map<string, DeclaredArgument>();
    const body = this.interfaceBodies.get(interfaceName) ?? "";
    for (const [, comment = "", , question] of body.matchAll(
      /\/\*\*\n([\s\S]*?)\*\/\n\s+readonly (\w+)(\??):/g,
    )) {
      const name = [...comment.matchAll(/#([\w-]+) \w+#\1\}/g)].at(-1)?.[1];
      if (name === undefined) continue;
      const documentedAsBlock = new RegExp(`^\\s*\\* ${name} block$`, "m").test(comment);
      declared.set(name, { optional: question === "?", documentedAsBlock });
    }
    return declared;
  }

  private parseArguments(body: string): MappedArgument[] {
    const found = [...body.matchAll(argumentPattern)].map(
      ([, name = "", expression = "", kind = "", storage = ""]) => ({
        name,
        expression,
        kind,
        storage,
      }),
    );
    const expected = body.match(/storageClassType: /g)?.length ?? 0;
    if (found.length !== expected) {
      throw new Error(
        `${this.folder}: ${found.length} of ${expected} arguments could be read; its generator has changed.`,
      );
    }
    return found;
  }
}

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function readParts(folder: string, extension: ".js" | ".d.ts"): string {
  const parts = [fs.readFileSync(path.join(folder, `index${extension}`), "utf8")];
  const split = path.join(folder, "index-structs");
  if (fs.existsSync(split)) {
    for (const file of fs.readdirSync(split).sort()) {
      if (file.endsWith(extension)) parts.push(fs.readFileSync(path.join(split, file), "utf8"));
    }
  }
  return parts.join("\n");
}
