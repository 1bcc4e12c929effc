import { imageWithId } from "../../simulator/aws/machine-images";
import { asObject, type JsonObject } from "../../terraform/json";
import type { Gap } from "../gap";
import { amendedXml, listed } from "../xml-protocol";
import { ec2Answer, listOf } from "./answer";

/** Instances as EC2 describes them; moto's lack what the provider reads back. */
export function instances(): Gap {
  return {
    service: "ec2",
    moto: "describes an instance with another root device, without its security groups and with a public address",
    async answer(call, moto) {
      if (call.operation === "MonitorInstances" || call.operation === "UnmonitorInstances") {
        const state = call.operation === "MonitorInstances" ? "enabled" : "disabled";
        const item = listOf(call.form, "InstanceId").map((instanceId) => ({
          instanceId,
          monitoring: { state },
        }));
        return ec2Answer(call, { instancesSet: { item } });
      }
      if (call.operation !== "DescribeInstances" && call.operation !== "RunInstances") return undefined;
      return amendedXml(await moto.forward(call), (content) => {
        const reservations =
          call.operation === "RunInstances" ? [content] : listed(content["reservationSet"]);
        for (const reservation of reservations) listed(reservation["instancesSet"]).forEach(complete);
      });
    },
  };
}

function complete(instance: JsonObject): void {
  const image = imageWithId(String(instance["imageId"]));
  if (image) instance["rootDeviceName"] = image.rootDeviceName;
  instance["virtualizationType"] = "hvm";
  const interfaces = listed(instance["networkInterfaceSet"]);
  for (const each of interfaces) {
    // Moto writes the element without an address in it, and the provider takes its presence for a public address.
    if (asObject(each["association"])["publicIp"] === undefined) delete each["association"];
  }
  const [primary] = interfaces;
  if (primary && listed(instance["groupSet"]).length === 0) instance["groupSet"] = primary["groupSet"];
}
