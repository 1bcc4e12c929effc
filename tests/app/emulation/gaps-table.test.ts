import * as fs from "node:fs";
import * as path from "node:path";
import { gaps } from "../../../app/emulation/gaps";
import { renderGapsTable } from "../../../app/emulation/gaps-table";
import { repositoryRoot } from "../../../app/repository";

const document = path.join(repositoryRoot, "docs", "emulated.md");
const table = /<!-- gaps -->[^]*<!-- end of gaps -->/;

describe("what is answered in moto's place", () => {
  it("is said as a clause about moto", () => {
    for (const { moto } of gaps("")) expect(moto).toMatch(/^[a-z]+s .*[^.]$/);
  });

  it("is all in the table of docs/emulated.md", () => {
    const expected = `<!-- gaps -->\n\n${renderGapsTable()}\n\n<!-- end of gaps -->`;
    if (process.env.DRYDOCK_WRITE_DOCS === "1") {
      fs.writeFileSync(
        document,
        fs.readFileSync(document, "utf8").replace(table, () => expected),
      );
    }
    expect(table.exec(fs.readFileSync(document, "utf8"))?.[0]).toBe(expected);
  });
});
