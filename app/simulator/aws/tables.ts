import type { DataSource, ServiceTables, TypeTable } from "../behaviour";
import { account } from "./account";
import { acm } from "./acm/acm";
import { autoScaling } from "./auto-scaling/auto-scaling";
import { ec2 } from "./ec2";
import { ecr } from "./ecr";
import { eks } from "./eks/eks";
import { iam } from "./iam";
import { kms } from "./kms";
import { loadBalancing } from "./load-balancing/load-balancing";
import { logs } from "./logs";
import { route53 } from "./route53/route53";
import { s3 } from "./s3";
import { secretsManager } from "./secrets-manager";
import { securityGroup } from "./security-group";
import { vpc } from "./vpc";

const SERVICES: readonly ServiceTables[] = [
  account,
  acm,
  autoScaling,
  ec2,
  ecr,
  eks,
  iam,
  kms,
  loadBalancing,
  logs,
  route53,
  s3,
  secretsManager,
  securityGroup,
  vpc,
];

/** Every AWS type and data source that the simulated cloud knows; a further one is added to its service's file. */
export const awsTables: ServiceTables = {
  resources: Object.assign({}, ...SERVICES.map(({ resources }) => resources)) as Record<string, TypeTable>,
  dataSources: Object.assign({}, ...SERVICES.map(({ dataSources }) => dataSources)) as Record<
    string,
    DataSource
  >,
};
