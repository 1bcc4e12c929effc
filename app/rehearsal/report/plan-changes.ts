import type { AttributeChange, ResourceChange } from "../../terraform/plan";
import type { Html } from "./html";
import { html } from "./html";

/** The changes of a plan; creations as addresses alone, since every attribute of theirs is new. */
export function planChanges(title: string, changes: readonly ResourceChange[]): Html {
  const shown = changes.filter(({ action }) => action !== "read");
  if (shown.length === 0) return html``;
  return html`<h4>${title}</h4>
    <ul class="plain">
      ${shown.map(change)}
    </ul>`;
}

function change({ address, action, previousAddress, importId, reason, attributes }: ResourceChange): Html {
  const note = previousAddress
    ? ` from ${previousAddress}`
    : importId
      ? ` by the id ${importId}`
      : reason
        ? ` (${reason.replace(/_/g, " ")})`
        : "";
  const listed = action === "update" || action === "replace" ? attributes : [];
  return html`<li>
    <span class="action ${action}">${action}</span> <code>${address}</code>${note}${
      listed.length > 0 &&
      html`<ul class="plain">
        ${listed.map(attribute)}
      </ul>`
    }
  </li>`;
}

function attribute({ path, before, after, unknown, sensitive, forcesReplacement }: AttributeChange): Html {
  const hidden = "(sensitive)";
  const right = sensitive ? hidden : unknown ? "(known after apply)" : value(after);
  return html`<li class="soft">
    &emsp;<code>${path}: ${sensitive ? hidden : value(before)} → ${right}</code
    >${forcesReplacement && " forces the replacement"}
  </li>`;
}

function value(content: unknown): string {
  const text = content === undefined ? "null" : JSON.stringify(content);
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}
