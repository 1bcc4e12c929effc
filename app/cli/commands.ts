import { addAdopt } from "./adopt";
import { addBootstrap } from "./bootstrap";
import type { AddCommand } from "./command-line";
import { addDeploy } from "./deploy";
import { addDestroy } from "./destroy";
import { addDoctor } from "./doctor";
import { addEnvironments } from "./environments";
import { addGuardrails } from "./guardrails";
import { addImages } from "./images";
import { addPlan } from "./plan";
import { addRehearse } from "./rehearse";
import { addSimulate } from "./simulate";
import { addUnlock } from "./unlock";

/** Every command, in the order in which help lists them. */
export const commands: readonly AddCommand[] = [
  addRehearse,
  addSimulate,
  addBootstrap,
  addPlan,
  addDeploy,
  addDestroy,
  addImages,
  addUnlock,
  addAdopt,
  addDoctor,
  addEnvironments,
  addGuardrails,
];
