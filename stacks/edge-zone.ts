import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import type { Construct } from "constructs";
import type { Environment } from "../app/environments/schema";
import { privateZoneName } from "../app/naming";
import { EstateStack, type StackExports } from "../constructs/estate/estate-stack";
import type { EdgeZoneExports } from "./keep-edge-zone";
import type { NetworkExports } from "./network";

/** Names that only the environment's own network resolves. */
export interface PrivateZoneExports {
  /** Id of the private zone. */
  privateZoneId: string;
  privateZoneName: string;
}

/** @see EdgeZoneStack */
export interface EdgeZoneStackProps {
  readonly environment: Environment;
  readonly network: StackExports<NetworkExports>;
  readonly edge: StackExports<EdgeZoneExports>;
}

/**
 * ACM issues within minutes of finding the record; the provider's own 75 minutes would only hide for longer that
 * the zone is not delegated after all.
 */
const ISSUE_TIMEOUT = "30m";

/**
 * The private zone of an environment's network, and the wait for its certificate. The private zone is a subdomain
 * and not a twin of the public one, which would hide every public name from the VPC. A stack that uses the
 * certificate reads this one, so that it comes after the wait.
 */
export class EdgeZoneStack extends EstateStack {
  readonly exports: StackExports<PrivateZoneExports>;

  constructor(scope: Construct, { environment, ...props }: EdgeZoneStackProps) {
    super(scope, { lifetime: "disposable", part: "edge-zone", environments: [environment] });
    const { vpcId } = this.read(props.network);
    const zone = new Route53Zone(this, "private", {
      name: privateZoneName(environment),
      comment: `Internal names of ${environment.name}`,
      vpc: [{ vpcId }],
    });
    if (environment.dns.delegated) {
      const edge = this.read(props.edge);
      new AcmCertificateValidation(this, "certificate", {
        certificateArn: edge.certificateArn,
        validationRecordFqdns: [edge.validationRecordName],
        timeouts: { create: ISSUE_TIMEOUT },
      });
    }
    this.exports = this.export<PrivateZoneExports>({
      privateZoneId: zone.zoneId,
      privateZoneName: zone.name,
    });
  }
}
