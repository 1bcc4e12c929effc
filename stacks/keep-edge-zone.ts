import type { Construct } from "constructs";
import type { Environment } from "../app/environments/schema";
import { PublicZone } from "../constructs/edge/public-zone";
import { ZoneCertificate } from "../constructs/edge/zone-certificate";
import { EstateStack, type StackExports } from "../constructs/estate/estate-stack";
import type { AccountExports } from "./bootstrap";

/** The environment's public names, which the world outside knows. */
export interface EdgeZoneExports {
  /** Id of the public zone. */
  zoneId: string;
  zoneName: string;
  /** What the parent of the zone has to name. */
  nameServers: readonly string[];
  /** Certificate of the zone's name and of every name one label below; issued once the zone is delegated. */
  certificateArn: string;
  /** The record by which ACM validates it. */
  validationRecordName: string;
}

/** @see KeepEdgeZoneStack */
export interface KeepEdgeZoneStackProps {
  readonly environment: Environment;
  readonly account: StackExports<AccountExports>;
}

/**
 * The public DNS zone of an environment and the certificate for its names. They outlive every rebuild: a new zone
 * has new name servers, which people have to enter at the parent, and ACM counts the certificates of a year. Nothing
 * here waits for the delegation; `ENV-edge-zone` does, when the environment says that there is one.
 */
export class KeepEdgeZoneStack extends EstateStack {
  readonly exports: StackExports<EdgeZoneExports>;

  constructor(scope: Construct, { environment, account }: KeepEdgeZoneStackProps) {
    super(scope, { lifetime: "keep", part: "edge-zone", environments: [environment] });
    this.addDependency(account.producer);
    const { zone: zoneName, delegations } = environment.dns;
    const zone = new PublicZone(this, "zone", {
      name: zoneName,
      comment: `Public names of ${environment.name}`,
      certificateAuthorities: ["amazon.com"],
      delegations,
    });
    const { certificate, validationRecord } = new ZoneCertificate(this, "certificate", { zone, zoneName });
    this.exports = this.export<EdgeZoneExports>({
      zoneId: zone.zoneId,
      zoneName: zone.zone.name,
      nameServers: zone.zone.nameServers,
      certificateArn: certificate.arn,
      validationRecordName: validationRecord.fqdn,
    });
  }
}
