import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { savePlans } from "../../../app/deployment/saved-plans";
import { StackRunner } from "../../../app/terraform/stack-runner";

describe("a folder of saved plans", () => {
  it("loses the earlier plans when it is written anew, and nothing that somebody put beside them", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "drydock-plans-"));
    const runner = new StackRunner({
      binary: { kind: "terraform", version: "1.11.4", path: "/bin/false" },
      variables: {},
      folder: path.join(folder, "work"),
    });
    const plan = (name: string): void => {
      fs.mkdirSync(path.join(folder, name));
      fs.writeFileSync(path.join(folder, name, "stack.tfplan"), "a plan");
    };
    plan("dev-network");
    plan("keep-dev-keys");
    fs.writeFileSync(path.join(folder, "dev-network", "review.md"), "looks right");
    const stacks = ["dev-network", "keep-dev-keys"].map((name) => ({ name, dependsOn: [], backend: {} }));
    fs.writeFileSync(path.join(folder, "plans.json"), JSON.stringify({ environment: "dev", stacks }));

    savePlans(folder, "dev", [], runner);
    expect(fs.readdirSync(folder).sort()).toEqual(["dev-network", "plans.json"]);
    expect(fs.readdirSync(path.join(folder, "dev-network"))).toEqual(["review.md"]);
  });
});
