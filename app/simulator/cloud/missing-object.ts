import { ApiError } from "./api-error";

/** AWS's sentence for an object that does not exist, by error code, or by code and path where a service has one code for all; `{}` stands for what was asked for. */
const SENTENCES: Readonly<Record<string, string>> = {
  "InvalidAMIID.NotFound": "The image id '[{}]' does not exist",
  "InvalidAllocationID.NotFound": "The allocation ID '{}' does not exist",
  "InvalidGatewayID.NotFound": "The gateway ID '{}' does not exist",
  "InvalidGroup.NotFound": "The security group '{}' does not exist",
  "InvalidInstanceID.NotFound": "The instance ID '{}' does not exist",
  "InvalidInternetGatewayID.NotFound": "The internetGateway ID '{}' does not exist",
  "InvalidNatGatewayID.NotFound": "The natGateway ID '{}' does not exist",
  "InvalidPrefixListID.NotFound": "The prefix list ID '{}' does not exist",
  "InvalidRouteTableID.NotFound": "The routeTable ID '{}' does not exist",
  "InvalidRouteTableId.NotFound": "The routeTable ID '{}' does not exist",
  "InvalidSecurityGroupID.NotFound": "The security group ID '{}' does not exist",
  "InvalidSubnetID.NotFound": "The subnet ID '{}' does not exist",
  "InvalidSubnetId.NotFound": "The subnet ID '{}' does not exist",
  "InvalidVpcEndpointId.NotFound": "The Vpc Endpoint Id '{}' does not exist",
  "InvalidVpcID.NotFound": "The vpc ID '{}' does not exist",
  "InvalidVpcId.NotFound": "The vpc ID '{}' does not exist",
  InvalidVPCId: "The VPC {} that you provided is not authorized to make the association.",
  "InvalidParameterValue iam_instance_profile":
    "Value ({}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name",
  NoSuchBucket: "The specified bucket does not exist",
  NoSuchEntity: "The entity with name {} cannot be found.",
  NoSuchHostedZone: "No hosted zone found with ID: {}",
  NotFoundException: "Key '{}' does not exist",
  ResourceNotFoundException: "The specified resource '{}' does not exist.",
};

/** S3, IAM and Route 53 say it with the status that HTTP has for it; all others answer 400. */
const NOT_FOUND = new Set(["NoSuchBucket", "NoSuchEntity", "NoSuchHostedZone"]);

/** AWS's answer to a call that names something which is not there; a sentence of ours where its own is not known. */
export function missingObject(
  code: string,
  path: string,
  value: string,
  { retryable, sentence: own }: { readonly retryable: boolean; readonly sentence?: string },
): ApiError {
  const sentence = own ?? SENTENCES[code] ?? SENTENCES[`${code} ${path}`] ?? `${path}: '{}' does not exist.`;
  const statusCode = NOT_FOUND.has(code) ? 404 : 400;
  return new ApiError(
    code,
    sentence.replaceAll("{}", () => value),
    { statusCode, retryable },
  );
}
