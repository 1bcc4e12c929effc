import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ownDefinitions } from "../../app/environments/definitions";
import { checkAll } from "../../app/environments/load";
import { describeVanished, LEDGER_COMMAND, ledgerLines, readLedger, vanished } from "../../app/synth/ledger";
import { readConfigurations } from "../../app/synth/ledger";
import { synthesize } from "../../app/synth/synthesize";

const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-addresses-"));
const environments = checkAll(ownDefinitions());
const { stacks } = synthesize({ environments, outdir });
const configurations = readConfigurations(stacks);

afterAll(() => fs.rmSync(outdir, { recursive: true, force: true }));

describe.each(environments.map(({ name }) => name))("the addresses of %s", (environment) => {
  it("are all accounted for: none has vanished without a moved or removed block", () => {
    // Each line says what to add. An address is public: states hold objects under it.
    expect(vanished(readLedger(environment), configurations).map(describeVanished)).toEqual([]);
  });

  it(`are all in the ledger; if not, run ${LEDGER_COMMAND}`, () => {
    const lines = stacks
      .filter((stack) => stack.environments.includes(environment))
      .flatMap(({ name }) => ledgerLines(name, configurations.get(name) ?? {}));
    expect(lines.sort()).toEqual(readLedger(environment));
  });
});
