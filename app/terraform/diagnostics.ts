import { isObject } from "./json";

/** One error or warning of terraform's. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
  /** Resource address, where terraform knows one. */
  readonly address?: string;
  /** File of the configuration, where it points to one. */
  readonly file?: string;
}

/** What one line of `-json` output says, as far as progress and errors need it. */
export type TerraformEvent =
  | { readonly kind: "planned"; readonly address: string; readonly action: string }
  | { readonly kind: "drifted"; readonly address: string; readonly action: string }
  | { readonly kind: "started"; readonly address: string; readonly action: string }
  | { readonly kind: "completed"; readonly address: string; readonly action: string }
  | { readonly kind: "errored"; readonly address: string; readonly action: string }
  | { readonly kind: "refreshed"; readonly address: string }
  | { readonly kind: "diagnostic"; readonly diagnostic: Diagnostic };

const hooks: Readonly<Record<string, "started" | "completed" | "errored">> = {
  apply_start: "started",
  apply_complete: "completed",
  apply_errored: "errored",
};

/**
 * Reads a line of `terraform plan|apply -json` (https://developer.hashicorp.com/terraform/internals/machine-readable-ui).
 * @returns undefined for lines that say nothing of interest, and for lines that are no JSON
 */
export function readEvent(line: string): TerraformEvent | undefined {
  if (!line.startsWith("{")) return undefined;
  let message: unknown;
  try {
    message = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isObject(message) || typeof message["type"] !== "string") return undefined;
  const type = message["type"];
  if (type === "diagnostic") {
    const diagnostic = readDiagnostic(message["diagnostic"]);
    return diagnostic && { kind: "diagnostic", diagnostic };
  }
  if (type === "planned_change" || type === "resource_drift") {
    const change = addressed(message["change"]);
    return change && { kind: type === "planned_change" ? "planned" : "drifted", ...change };
  }
  const hook = addressed(message["hook"]);
  if (hook === undefined) return undefined;
  if (type === "refresh_complete") return { kind: "refreshed", address: hook.address };
  const kind = hooks[type];
  return kind && { kind, ...hook };
}

function addressed(value: unknown): { address: string; action: string } | undefined {
  if (!isObject(value) || !isObject(value["resource"])) return undefined;
  const address = value["resource"]["addr"];
  const action = value["action"];
  if (typeof address !== "string") return undefined;
  return { address, action: typeof action === "string" ? action : "" };
}

/** A diagnostic as `-json` output writes it. */
export function readDiagnostic(value: unknown): Diagnostic | undefined {
  if (!isObject(value) || typeof value["summary"] !== "string") return undefined;
  const { detail, address, range } = value;
  const file = isObject(range) ? range["filename"] : undefined;
  return {
    severity: value["severity"] === "warning" ? "warning" : "error",
    summary: value["summary"],
    detail: typeof detail === "string" ? detail : "",
    ...(typeof address === "string" && { address }),
    ...(typeof file === "string" && { file }),
  };
}

/**
 * Errors and warnings as terraform prints them for people, in boxes (`init`, `show`, `state pull`, which write no
 * JSON or not in every mode), read from output without colours.
 */
export function readBoxes(output: string): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  let lines: string[] | undefined;
  const close = (): void => {
    const text = (lines ?? []).join("\n").trim();
    lines = undefined;
    const match = /^(Error|Warning): ([^\n]*)\n?([\s\S]*)$/.exec(text);
    if (match === null) return;
    const detail = (match[3] ?? "").trim();
    const address = /^\s*with ([^\s,]+),$/m.exec(detail)?.[1];
    diagnostics.push({
      severity: match[1] === "Warning" ? "warning" : "error",
      summary: match[2] ?? "",
      detail,
      ...(address !== undefined && { address }),
    });
  };
  for (const line of output.split("\n")) {
    // With -no-color terraform leaves the box out for some commands: an error then starts its own line.
    if (line.startsWith("╷")) {
      close();
      lines = [];
    } else if (line.startsWith("╵")) {
      close();
    } else if (lines === undefined && /^(Error|Warning): /.test(line)) {
      lines = [line];
    } else if (lines !== undefined) {
      if (!line.startsWith("│") && /^(Error|Warning): /.test(line)) {
        close();
        lines = [];
      }
      lines.push(line.replace(/^│ ?/, ""));
    }
  }
  close();
  return diagnostics;
}
