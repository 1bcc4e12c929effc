import { type Html, html } from "./html";

/** An outcome as a coloured word. */
export function verdict(outcome: string): Html {
  return html`<span class="verdict ${outcome}">${outcome.replace("-", " ")}</span>`;
}
