import { configuredValues } from "../../../app/adoption/configured-values";

it("literals and references to what is known are values; anything else waits for a plan", () => {
  const known = (address: string, attribute: string): unknown =>
    address === "aws_subnet.private-a" && attribute === "id" ? "subnet-1" : undefined;
  const body = {
    subnet_id: "${aws_subnet.private-a.id}",
    route_table_id: "${aws_route_table.private.id}",
    role: "${data.terraform_remote_state.keys.outputs.role}",
    name: "drydock-${var.x}",
    destination_cidr_block: "0.0.0.0/0",
    weight: 3,
    tag: [{ key: "k8s.io/x", value: "${aws_subnet.private-a.arn}" }],
  };
  expect(configuredValues(body, known)).toEqual({
    subnet_id: "subnet-1",
    destination_cidr_block: "0.0.0.0/0",
    weight: 3,
    tag: [{ key: "k8s.io/x" }],
  });
});
