import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { findPluginMirror, pluginMirrorPlaces } from "../../../app/terraform/plugin-mirror";

const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;

let home: string;
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), "plugin-mirror-"));
});
afterEach(() => {
  fs.rmSync(home, { recursive: true });
});

/** Puts a provider into a mirror below the home folder. */
function mirror(folder: string, version = "5.100.0", machine = platform): string {
  const directory = path.join(home, folder);
  const place = path.join(directory, "registry.terraform.io", "hashicorp", "aws", version, machine);
  fs.mkdirSync(place, { recursive: true });
  fs.writeFileSync(path.join(place, `terraform-provider-aws_v${version}_x5`), "");
  return directory;
}

/** Without the folders of this machine. */
const find = (environment: Record<string, string> = {}, pluginDirectory?: string) =>
  findPluginMirror("hashicorp/aws", {
    home,
    pluginDirectory,
    environment: { XDG_DATA_DIRS: path.join(home, "none"), ...environment },
  });

describe("a mirror of a provider is found", () => {
  it("where --plugin-dir says, before anywhere else", () => {
    mirror("other");
    const directory = mirror("mine");
    const found = find({ DRYDOCK_PLUGIN_DIR: path.join(home, "other") }, directory);
    expect(found).toEqual({ directory, namedBy: "--plugin-dir", versions: ["5.100.0"] });
  });

  it.each(["DRYDOCK_PLUGIN_DIR", "TF_PLUGIN_CACHE_DIR"])("where %s says", (variable) => {
    const directory = mirror("mine");
    expect(find({ [variable]: directory })).toMatchObject({ directory, namedBy: variable });
  });

  it("where terraform's configuration file says, as mirror or as cache", () => {
    const directory = mirror("mine");
    const file = path.join(home, "terraform.rc");
    fs.writeFileSync(
      file,
      `provider_installation {\n  filesystem_mirror {\n    path    = "${directory}"\n  }\n}\n`,
    );
    expect(find({ TF_CLI_CONFIG_FILE: file })).toMatchObject({ directory, namedBy: file });
    fs.writeFileSync(file, `# plugin_cache_dir = "/nowhere"\nplugin_cache_dir = "~/mine"\n`);
    expect(find({ TF_CLI_CONFIG_FILE: file })).toMatchObject({ directory, namedBy: file });
  });

  it("in the folders that terraform searches by itself", () => {
    const directory = mirror(path.join(".terraform.d", "plugins"));
    expect(find()).toMatchObject({ directory, namedBy: "a usual place" });
  });

  it("packed as well as unpacked, newest version first", () => {
    const directory = mirror("mine", "5.9.0");
    mirror("mine", "5.100.0");
    const packed = `terraform-provider-aws_6.25.0_${platform}.zip`;
    fs.writeFileSync(path.join(directory, "registry.terraform.io", "hashicorp", "aws", packed), "");
    expect(find({}, directory)?.versions).toEqual(["6.25.0", "5.100.0", "5.9.0"]);
  });
});

describe("no mirror is found", () => {
  it("when it has the provider for another machine only", () => {
    expect(find({}, mirror("mine", "5.100.0", "plan9_mips"))).toBeUndefined();
  });

  it("when the configuration file does not exist, which terraform only warns about", () => {
    expect(find({ TF_CLI_CONFIG_FILE: path.join(home, "absent.rc") })).toBeUndefined();
  });

  it("and the places that were searched can be told", () => {
    const places = pluginMirrorPlaces({ home, environment: { DRYDOCK_PLUGIN_DIR: "/mirror" } });
    expect(places).toContain("/mirror (DRYDOCK_PLUGIN_DIR)");
    expect(places).toContain(`${path.join(home, ".terraform.d", "plugins")} (a usual place)`);
  });
});
