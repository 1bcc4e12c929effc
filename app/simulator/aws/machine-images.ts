import { createHash } from "node:crypto";
import type { DataSource } from "../behaviour";
import { ApiError } from "../cloud/api-error";
import type { Attributes } from "../value";
import { blocks, texts } from "./identifiers";

/** Account ids behind the owner aliases that AWS understands, by what they own. */
const AMAZON = "137112412989";
const EKS = "602401143452";

interface ImageFamily {
  readonly owner: string;
  readonly name: RegExp;
  readonly rootDeviceName: string;
  /** GiB of the snapshot that a root volume must hold. */
  readonly sizeGib: number;
}

/** Families of images whose names say what they are. The name decides everything, so any release of one is known. */
const FAMILIES: readonly ImageFamily[] = [
  {
    owner: AMAZON,
    name: /^al2023-ami-(minimal-)?2023\.\d+\.\d{8}\.\d+-kernel-\d+\.\d+-(x86_64|arm64)$/,
    rootDeviceName: "/dev/xvda",
    sizeGib: 8,
  },
  {
    owner: EKS,
    name: /^amazon-eks-node-al2023-(x86_64|arm64)-(standard|nvidia)-\d+\.\d+-v\d{8}$/,
    rootDeviceName: "/dev/xvda",
    sizeGib: 20,
  },
];

export interface MachineImage extends ImageFamily {
  readonly id: string;
  readonly exactName: string;
  readonly architecture: "x86_64" | "arm64";
}

/** Image ids that were handed out, so that an instance can be told from a typing error. */
const byId = new Map<string, MachineImage>();

/** The image of a name in a region; undefined when no family has such names. */
export function imageNamed(name: string, region: string): MachineImage | undefined {
  const family = FAMILIES.find((candidate) => candidate.name.test(name));
  if (!family) return undefined;
  const id = `ami-0${createHash("sha1").update(`${region}/${name}`).digest("hex").slice(0, 16)}`;
  const image: MachineImage = {
    ...family,
    id,
    exactName: name,
    architecture: name.includes("arm64") ? "arm64" : "x86_64",
  };
  byId.set(id, image);
  return image;
}

/** The image of an id that a lookup has returned before. */
export function imageWithId(id: string): MachineImage | undefined {
  return byId.get(id);
}

const OWNERS: Readonly<Record<string, readonly string[]>> = { amazon: [AMAZON, EKS] };

/**
 * `aws_ami` by exact name. A pattern or `most_recent` over several names would make the estate change by itself and
 * is refused: the simulated cloud does not know what AWS has published since.
 */
export const machineImage: DataSource = {
  facts: { tags: { computed: true } },
  api: { service: "EC2", noun: "EC2 AMI", read: "DescribeImages" },
  read(config, { region }) {
    const names = blocks(config["filter"]).flatMap((filter) =>
      filter["name"] === "name" ? texts(filter["values"]) : [],
    );
    const [name, ...others] = names;
    if (name === undefined || others.length > 0 || /[*?]/.test(name)) {
      throw new ApiError(
        "InvalidParameterValue",
        `Name one image exactly in the filter "name"; received ${JSON.stringify(names)}.`,
      );
    }
    const owners = texts(config["owners"]).flatMap((owner) => OWNERS[owner] ?? [owner]);
    const image = imageNamed(name, region);
    if (!image || (owners.length > 0 && !owners.includes(image.owner))) {
      throw new ApiError(
        "NoResults",
        "Your query returned no results. Please change your search criteria and try again.",
      );
    }
    return attributesOf(image, region);
  },
};

function attributesOf(image: MachineImage, region: string): Attributes {
  const snapshot = `snap-0${createHash("sha1").update(image.id).digest("hex").slice(0, 16)}`;
  const ebs = {
    delete_on_termination: "true",
    encrypted: "false",
    iops: "3000",
    snapshot_id: snapshot,
    throughput: "125",
    volume_initialization_rate: "0",
    volume_size: String(image.sizeGib),
    volume_type: "gp3",
  };
  return {
    id: image.id,
    architecture: image.architecture,
    arn: `arn:aws:ec2:${region}::image/${image.id}`,
    block_device_mappings: [{ device_name: image.rootDeviceName, ebs, no_device: "", virtual_name: "" }],
    boot_mode: "uefi-preferred",
    creation_date: "2024-12-01T00:00:00.000Z",
    deprecation_time: "2025-03-01T00:00:00.000Z",
    description: image.exactName,
    ena_support: true,
    hypervisor: "xen",
    image_id: image.id,
    image_location: `amazon/${image.exactName}`,
    image_owner_alias: "amazon",
    image_type: "machine",
    imds_support: "v2.0",
    kernel_id: "",
    name: image.exactName,
    owner_id: image.owner,
    platform: "",
    platform_details: "Linux/UNIX",
    product_codes: [],
    public: true,
    ramdisk_id: "",
    root_device_name: image.rootDeviceName,
    root_device_type: "ebs",
    root_snapshot_id: snapshot,
    sriov_net_support: "simple",
    state: "available",
    state_reason: { code: "UNSET", message: "UNSET" },
    tags: {},
    tpm_support: "",
    usage_operation: "RunInstances",
    virtualization_type: "hvm",
  };
}
