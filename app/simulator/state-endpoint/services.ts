import { ecrService } from "./ecr-service";
import type { EndpointService } from "./endpoint-service";
import { registryService } from "./registry-service";
import { s3Service } from "./s3-service";
import { stsService } from "./sts-service";
import { taggingService } from "./tagging-service";

/** Every service that the endpoint plays. */
export const endpointServices: readonly EndpointService[] = [
  s3Service,
  stsService,
  ecrService,
  registryService,
  taggingService,
];
