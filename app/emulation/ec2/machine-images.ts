import { createHash } from "node:crypto";
import { imageNamed, imageWithId, type MachineImage } from "../../simulator/aws/machine-images";
import type { XmlElement } from "../../simulator/state-endpoint/xml";
import type { Gap } from "../gap";
import { ec2Answer, filterOf, listOf } from "./answer";

/** Images that Amazon publishes and the estate names exactly; the simulated cloud's table has them. */
export function machineImages(): Gap {
  return {
    service: "ec2",
    moto: "knows no machine image of the releases in use",
    async answer(call) {
      if (call.operation !== "DescribeImages") return undefined;
      const named = filterOf(call.form, "name") ?? [];
      const images = [
        ...named.map((name) => imageNamed(name, call.region)),
        ...listOf(call.form, "ImageId").map(imageWithId),
      ].filter((image) => image !== undefined);
      return images.length === 0 ? undefined : ec2Answer(call, { imagesSet: { item: images.map(element) } });
    },
  };
}

function element(image: MachineImage): XmlElement {
  const snapshotId = `snap-0${createHash("sha1").update(image.id).digest("hex").slice(0, 16)}`;
  return {
    imageId: image.id,
    imageLocation: `amazon/${image.exactName}`,
    imageState: "available",
    imageOwnerId: image.owner,
    imageOwnerAlias: "amazon",
    isPublic: true,
    creationDate: "2024-12-01T00:00:00.000Z",
    architecture: image.architecture,
    imageType: "machine",
    name: image.exactName,
    description: image.exactName,
    rootDeviceType: "ebs",
    rootDeviceName: image.rootDeviceName,
    blockDeviceMapping: {
      item: [
        {
          deviceName: image.rootDeviceName,
          ebs: {
            snapshotId,
            volumeSize: image.sizeGib,
            volumeType: "gp3",
            deleteOnTermination: true,
            encrypted: false,
            iops: 3000,
            throughput: 125,
          },
        },
      ],
    },
    virtualizationType: "hvm",
    hypervisor: "xen",
    enaSupport: true,
    sriovNetSupport: "simple",
    platformDetails: "Linux/UNIX",
    usageOperation: "RunInstances",
    bootMode: "uefi-preferred",
    imdsSupport: "v2.0",
  };
}
