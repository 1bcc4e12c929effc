import * as fs from "node:fs";
import * as path from "node:path";
import { gaps } from "../../../app/emulation/gaps";
import { renderGapsTable, renderLimitsTable } from "../../../app/emulation/documentation";
import { limits } from "../../../app/emulation/limits";
import { repositoryRoot } from "../../../app/repository";

const document = path.join(repositoryRoot, "docs", "emulated.md");

describe("docs/emulated.md", () => {
  it.each([
    ["gaps", renderGapsTable()],
    ["limits", renderLimitsTable()],
  ])("has the table of %s", (name, table) => {
    const place = new RegExp(`<!-- ${name} -->[^]*<!-- end of ${name} -->`);
    const expected = `<!-- ${name} -->\n\n${table}\n\n<!-- end of ${name} -->`;
    if (process.env.DRYDOCK_WRITE_DOCS === "1") {
      fs.writeFileSync(
        document,
        fs.readFileSync(document, "utf8").replace(place, () => expected),
      );
    }
    expect(place.exec(fs.readFileSync(document, "utf8"))?.[0]).toBe(expected);
  });

  it("says gaps as clauses about moto, and limits as sentences", () => {
    for (const { moto } of gaps("")) expect(moto).toMatch(/^[a-z]+s .*[^.]$/);
    for (const { sentence } of limits) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });
});
