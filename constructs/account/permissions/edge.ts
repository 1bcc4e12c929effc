import { regionalArn } from "../../estate/placement";
import type { Statement } from "../../iam/policy-document";
import { claim, newTag, ownTag, type DeployScope } from "./scope";

/**
 * DNS zones, records and certificates of the environment. Route 53 knows no tags in policies: a zone is anybody's of
 * the account who may change zones. What narrows the role is the name of each record, so that a neighbour's zone
 * cannot be emptied, and AWS deletes only zones that are empty.
 * Source: service authorization reference, "Amazon Route 53" and "AWS Certificate Manager"; Route 53 developer guide,
 * "Using IAM policy conditions for fine-grained access control"; ACM user guide, "Use condition keys with ACM".
 */
export function edge({ placement, environment, dnsZone }: DeployScope): Statement[] {
  const route53 = (resource: string) => `arn:${placement.partition}:route53:::${resource}`;
  const zones = [route53("hostedzone/*")];
  const names = [dnsZone, `*.${dnsZone}`];
  const vpcsOfRegion = `VPCId=vpc-*,VPCRegion=${placement.region}`;
  const certificates = [regionalArn(placement, "acm", "certificate/*")];
  return [
    {
      sid: "CreateZones",
      actions: ["route53:CreateHostedZone"],
      resources: ["*"],
      // A public zone names no VPC.
      conditions: { StringLikeIfExists: { "route53:VPCs": vpcsOfRegion } },
    },
    {
      sid: "ReadZones",
      actions: ["route53:GetHostedZone", "route53:ListResourceRecordSets", "route53:ListTagsForResource"],
      resources: zones,
    },
    { sid: "FollowChanges", actions: ["route53:GetChange"], resources: [route53("change/*")] },
    {
      sid: "ManageZones",
      actions: [
        "route53:ChangeTagsForResource",
        "route53:DeleteHostedZone",
        "route53:UpdateHostedZoneComment",
      ],
      resources: zones,
    },
    {
      sid: "NetworksOfZones",
      actions: ["route53:AssociateVPCWithHostedZone", "route53:DisassociateVPCFromHostedZone"],
      resources: zones,
      conditions: { StringLike: { "route53:VPCs": vpcsOfRegion } },
    },
    {
      sid: "OwnRecords",
      actions: ["route53:ChangeResourceRecordSets"],
      resources: zones,
      conditions: {
        "ForAllValues:StringLike": { "route53:ChangeResourceRecordSetsNormalizedRecordNames": names },
        // "For all values" is also true of none.
        Null: { "route53:ChangeResourceRecordSetsNormalizedRecordNames": "false" },
      },
    },
    {
      sid: "RequestCertificates",
      actions: ["acm:RequestCertificate"],
      resources: ["*"],
      conditions: {
        StringEquals: { ...newTag(environment).StringEquals, "acm:ValidationMethod": "DNS" },
        "ForAllValues:StringLike": { "acm:DomainNames": names },
        Null: { "acm:DomainNames": "false" },
      },
    },
    {
      sid: "TagNew",
      actions: ["acm:AddTagsToCertificate"],
      resources: certificates,
      conditions: claim(environment),
    },
    {
      sid: "ReadCertificates",
      actions: ["acm:DescribeCertificate", "acm:ListTagsForCertificate"],
      resources: certificates,
    },
    {
      sid: "OwnCertificates",
      actions: [
        "acm:AddTagsToCertificate",
        "acm:DeleteCertificate",
        "acm:RemoveTagsFromCertificate",
        "acm:UpdateCertificateOptions",
      ],
      resources: certificates,
      conditions: ownTag(environment),
    },
  ];
}
