import { Argument, type Command, Option } from "commander";
import { namingItsCommands } from "./command-line";
import { type EnvironmentFolder, environmentFolderOption } from "./environment-options";
import { listImages } from "./images-list";
import { lockImages } from "./images-lock";
import { buildImages, mirrorImages, type PushOptions } from "./images-push";
import type { Terminal } from "./terminal";

export function addImages(program: Command, terminal: Terminal): void {
  const images = program
    .command("images")
    .description("fill an environment's registry, and lock the digests of its images")
    .addHelpText("after", examples);
  namingItsCommands(images, () => images.outputHelp());

  ofEnvironment(images.command("list"))
    .description("every image with its tag, where it comes from, and whether it is locked")
    .action((environment: string, options: EnvironmentFolder) => listImages(terminal, environment, options));

  const mirror = ofEnvironment(images.command("mirror"))
    .argument("[images...]", "images to copy; default: all of other people's")
    .description("copy other people's images into the registry, with all their platforms and unchanged")
    .action((environment: string, names: string[], options: PushOptions) =>
      mirrorImages(terminal, environment, names, options),
    );
  mirror.addOption(realOption());

  ofEnvironment(images.command("build"))
    .argument("[images...]", "images to build; default: all of ours")
    .addOption(
      new Option("--builder <kind>", "docker, podman or buildah; default: the first that works here"),
    )
    .addOption(realOption())
    .description("build our images and push them into the registry")
    .action((environment: string, names: string[], options: PushOptions) =>
      buildImages(terminal, environment, names, options),
    );

  ofEnvironment(images.command("lock"))
    .description("write down the digest of every image, for what is deployed from now on")
    .action((environment: string, options: EnvironmentFolder) => lockImages(terminal, environment, options));
}

function ofEnvironment(command: Command): Command {
  return command
    .addArgument(new Argument("<env>", "environment, e.g. dev"))
    .addOption(environmentFolderOption());
}

function realOption(): Option {
  return new Option(
    "--real",
    "also into a simulated cloud: without it that one gets a stand-in of a few bytes for each image",
  );
}

const examples = `
After \`drydock deploy ENV 'keep-ENV-*'\` has made the repositories: mirror, build, lock, commit the lock, deploy the
rest. Credentials are those of a deployment; the commands work under the environment's deploy role.

Examples:
  npx drydock images list dev
  npx drydock images mirror dev
  npx drydock images mirror dev vault redis
  npx drydock images build dev --builder podman
  npx drydock images lock dev
`;
