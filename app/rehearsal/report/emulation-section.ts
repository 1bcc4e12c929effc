import { type Html, html } from "./html";
import type { EmulationReport } from "./shape";
import { table } from "./table";

/** What of the emulated AWS was moto, and what was our endpoint. */
export function emulationSection({ provider, gaps }: EmulationReport): Html {
  return html`<section id="emulation">
    <h2>Emulation</h2>
    <p>
      Terraform started the real provider, ${provider}, and its calls were answered by moto, but for those
      below, which are known to be missing or different there.
    </p>
    ${table(
      "Answered in moto's place",
      ["Service", "Because moto"],
      gaps.map(({ service, moto }) => [service, moto]),
    )}
  </section>`;
}
