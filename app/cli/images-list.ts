import { type EnvironmentFolder } from "./environment-options";
import { environmentFor } from "./images-environment";
import { columns, type Terminal } from "./terminal";

export async function listImages(
  terminal: Terminal,
  name: string,
  options: EnvironmentFolder,
): Promise<void> {
  const { imageNamed, imageNames } = await import("../versions");
  const { lockedDigest } = await import("../images/image-lock");
  const environment = await environmentFor(terminal, name, options);
  const rows = imageNames.map((image) => {
    const entry = imageNamed(image);
    const digest = lockedDigest(environment, image);
    return [
      image,
      entry.tag,
      entry.kind === "own" ? entry.folder : entry.upstream,
      digest === undefined
        ? "not locked"
        : `${digest.slice(0, "sha256:".length + 12)}${environment.imageLock?.simulated === true ? ", simulated" : ""}`,
    ];
  });
  terminal.stdout.write(columns([["IMAGE", "TAG", "FROM", "LOCK"], ...rows]));
}
