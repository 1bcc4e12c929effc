import { jsonService, type JsonCall } from "./aws-json";
import { ServiceError } from "./service-error";
import { type TaggedResource, taggedResources } from "./tagged-resources";

/** Bounds of GetResources. Source: Resource Groups Tagging API reference, "GetResources". */
const MAX_PAGE = 100;
const MAX_KEYS = 50;
const MAX_VALUES = 20;

/** AWS Resource Groups Tagging API: which resources carry which tags. */
export const taggingService = jsonService({
  name: "tagging",
  host: "tagging.drydock.internal",
  variable: "AWS_ENDPOINT_URL_RESOURCE_GROUPS_TAGGING_API",
  target: "ResourceGroupsTaggingAPI_20170126",
  throttling: "ThrottledException",
  operations: { GetResources: getResources },
});

interface Query {
  readonly filters: readonly { readonly key: string; readonly values: readonly string[] }[];
  /** `ec2` or `ec2:subnet`. */
  readonly types: readonly string[];
  readonly pageSize: number;
  /** Position of the first resource of the page. */
  readonly from: number;
}

function getResources({ cloud, caller, region, input }: JsonCall) {
  const query = read(input);
  const found: TaggedResource[] = taggedResources(cloud, caller.account, region).filter(
    ({ arn, tags }) =>
      query.filters.every(({ key, values }) => {
        const value = tags[key];
        return value !== undefined && (values.length === 0 || values.includes(value));
      }) &&
      (query.types.length === 0 || query.types.some((type) => isOfType(arn, type))),
  );
  const end = query.from + query.pageSize;
  return {
    PaginationToken: end < found.length ? tokenOf(end) : "",
    ResourceTagMappingList: found.slice(query.from, end).map(({ arn, tags }) => ({
      ResourceARN: arn,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    })),
  };
}

/** "The string for each service name and resource type is the same as that embedded in a resource's ARN." */
function isOfType(arn: string, type: string): boolean {
  const [, , service, , , ...resource] = arn.split(":");
  const kind = resource.join(":").split(/[/:]/)[0];
  return type === service || type === `${service}:${kind}`;
}

/** @throws ServiceError InvalidParameterException, in our words: AWS documents the code only */
function read(input: GetResourcesInput): Query {
  const {
    TagFilters = [],
    ResourceTypeFilters = [],
    ResourcesPerPage = 50,
    PaginationToken = "",
    ...others
  } = input;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw invalid(`The parameter ${unknown} is not simulated.`);
  if (!Number.isInteger(ResourcesPerPage) || ResourcesPerPage < 1 || ResourcesPerPage > MAX_PAGE) {
    throw invalid(`ResourcesPerPage is ${ResourcesPerPage}; it is from 1 to ${MAX_PAGE}.`);
  }
  if (TagFilters.length > MAX_KEYS) throw invalid(`There are more than ${MAX_KEYS} TagFilters.`);
  const filters = TagFilters.map(({ Key, Values = [] }) => {
    if (Key === undefined || Key === "") throw invalid("A TagFilter has no Key.");
    if (Values.length > MAX_VALUES) throw invalid(`The TagFilter ${Key} has more than ${MAX_VALUES} values.`);
    return { key: Key, values: Values };
  });
  return {
    filters,
    types: ResourceTypeFilters,
    pageSize: ResourcesPerPage,
    from: PaginationToken === "" ? 0 : positionOf(PaginationToken),
  };
}

interface GetResourcesInput {
  readonly TagFilters?: readonly { readonly Key?: string; readonly Values?: readonly string[] }[];
  readonly ResourceTypeFilters?: readonly string[];
  readonly ResourcesPerPage?: number;
  readonly PaginationToken?: string;
}

function tokenOf(position: number): string {
  return Buffer.from(`from ${position}`).toString("base64");
}

function positionOf(token: string): number {
  const position = /^from (\d+)$/.exec(Buffer.from(token, "base64").toString())?.[1];
  if (position === undefined) throw invalid(`The PaginationToken "${token}" was not given out here.`);
  return Number(position);
}

function invalid(message: string): ServiceError {
  return new ServiceError(400, "InvalidParameterException", message);
}
