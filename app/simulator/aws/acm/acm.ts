import type { ServiceTables } from "../../behaviour";
import { certificate } from "./certificate";
import { certificateValidation } from "./validation";

/** AWS Certificate Manager. */
export const acm: ServiceTables = {
  resources: {
    aws_acm_certificate: certificate,
    aws_acm_certificate_validation: certificateValidation,
  },
  dataSources: {},
};
