import type { Attributes } from "../../../../app/simulator/value";
import { AwsAccount, refusal } from "./aws-account";

function network() {
  const aws = new AwsAccount();
  const vpc = aws.create("aws_vpc", { cidr_block: "10.0.0.0/16" });
  const subnets = ["a", "b"].map((zone, index) =>
    aws.create("aws_subnet", {
      vpc_id: vpc.id,
      cidr_block: `10.0.${index}.0/24`,
      availability_zone: `eu-west-1${zone}`,
    }),
  );
  const ids = subnets.map(({ id }) => id);
  const balance = (more: Attributes = {}) =>
    aws.create("aws_lb", {
      name: "vault",
      load_balancer_type: "network",
      internal: true,
      subnets: ids,
      ...more,
    });
  const group = (more: Attributes = {}) =>
    aws.create("aws_lb_target_group", {
      name: "vault",
      port: 8200,
      protocol: "TCP",
      vpc_id: vpc.id,
      ...more,
    });
  const listen = (load_balancer_arn: string, target_group_arn: string, more: Attributes = {}) =>
    aws.create("aws_lb_listener", {
      load_balancer_arn,
      port: 8200,
      protocol: "TCP",
      certificate_arn: null,
      default_action: [{ type: "forward", target_group_arn, order: null }],
      ...more,
    });
  return { aws, vpc, subnets, ids, balance, group, listen };
}

describe("a load balancer", () => {
  it("has a name in DNS, in the zone of its kind and region", () => {
    const { balance, vpc } = network();
    const { attributes } = balance();
    expect(attributes).toMatchObject({
      arn: expect.stringMatching(
        /^arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer\/net\/vault\/[0-9a-f]{16}$/,
      ),
      arn_suffix: expect.stringMatching(/^net\/vault\/[0-9a-f]{16}$/),
      dns_name: expect.stringMatching(/^vault-[0-9a-f]{16}\.elb\.eu-west-1\.amazonaws\.com$/),
      zone_id: "Z2IFOLAFXWLO4F",
      vpc_id: vpc.id,
    });
    const application = balance({ name: "web", load_balancer_type: "application" }).attributes;
    expect(application).toMatchObject({
      dns_name: expect.stringMatching(/^internal-web-\d+\.eu-west-1\.elb\.amazonaws\.com$/),
      zone_id: "Z32O12XQLNTSW2",
      security_groups: [vpc.attributes["default_security_group_id"]],
    });
  });

  it("keeps its subnets and security groups from being deleted", () => {
    const { aws, vpc, subnets, balance } = network();
    const guard = aws.create("aws_security_group", { name: "lb", vpc_id: vpc.id });
    const lb = balance({ security_groups: [guard.id] });
    const [subnet] = subnets;
    expect(refusal(() => subnet && aws.delete(subnet))).toMatch(/^DependencyViolation/);
    expect(refusal(() => aws.delete(guard))).toMatch(/^DependencyViolation/);
    aws.delete(lb);
    expect(refusal(() => subnet && aws.delete(subnet))).toBeUndefined();
    expect(refusal(() => aws.delete(guard))).toBeUndefined();
  });

  it("that faces the internet keeps its gateway attached", () => {
    const { aws, vpc, balance } = network();
    expect(refusal(() => balance({ internal: false }))).toBe(
      `InvalidSubnet: VPC ${vpc.id} has no internet gateway`,
    );
    const gateway = aws.create("aws_internet_gateway", { vpc_id: vpc.id });
    const lb = balance({ internal: false });
    expect(refusal(() => aws.delete(gateway))).toMatch(
      /^DependencyViolation: Network .* has some mapped public/,
    );
    aws.delete(lb);
    expect(refusal(() => aws.delete(gateway))).toBeUndefined();
  });

  it("that is protected is not deleted", () => {
    const { aws, balance } = network();
    const lb = balance({ enable_deletion_protection: true });
    expect(refusal(() => aws.delete(lb))).toBe(
      `OperationNotPermitted: Load balancer '${lb.id}' cannot be deleted because deletion protection is enabled`,
    );
    expect(refusal(() => aws.delete(aws.update(lb, { enable_deletion_protection: false })))).toBeUndefined();
  });

  it("is one of its name, and an application's spans two zones", () => {
    const { balance, ids } = network();
    balance();
    expect(refusal(() => balance())).toMatch(/^DuplicateLoadBalancerName/);
    expect(
      refusal(() => balance({ name: "web", load_balancer_type: "application", subnets: ids.slice(1) })),
    ).toBe("ValidationError: At least two subnets in two different Availability Zones must be specified");
  });
});

describe("a target group", () => {
  it("is checked by a connection when nothing else is said", () => {
    const { group } = network();
    expect(group().attributes["health_check"]).toEqual([
      expect.objectContaining({ protocol: "TCP", port: "traffic-port", interval: 30 }),
    ]);
    const https = group({
      name: "https",
      health_check: [{ protocol: "HTTPS", path: "/v1/sys/health", timeout: null, matcher: null }],
    });
    expect(https.attributes["health_check"]).toEqual([
      { protocol: "HTTPS", path: "/v1/sys/health", timeout: 6, matcher: "200-399" },
    ]);
  });

  it("is not deleted while a listener leads to it", () => {
    const { aws, balance, group, listen } = network();
    const [lb, targets] = [balance(), group()];
    const listener = listen(lb.id, targets.id);
    expect(listener.attributes["default_action"]).toEqual([
      { type: "forward", target_group_arn: targets.id, order: 1 },
    ]);
    expect(aws.read(targets)?.["load_balancer_arns"]).toEqual([lb.id]);
    expect(refusal(() => aws.delete(targets))).toBe(
      `ResourceInUse: Target group '${targets.id}' is currently in use by a listener or a rule`,
    );
    aws.delete(lb);
    expect(refusal(() => aws.delete(targets))).toBeUndefined();
  });

  it("takes machines that exist", () => {
    const { aws, group } = network();
    const target_group_arn = group().id;
    const attach = (target_id: string) =>
      refusal(() => aws.create("aws_lb_target_group_attachment", { target_group_arn, target_id }));
    expect(attach("10.0.0.7")).toBeUndefined();
    expect(attach("i-0")).toBe("InvalidTarget: The instance IDs 'i-0' do not exist");
  });
});

describe("a listener", () => {
  it.each([
    [{ protocol: "HTTPS" }, /^ValidationError: Listener protocol 'HTTPS' must be one of/],
    [{ protocol: "TLS" }, /^ValidationError: A certificate must be specified for TLS listeners/],
    [
      { default_action: [{ type: "forward", target_group_arn: "arn:none", order: 1 }] },
      /^TargetGroupNotFound: One or more target groups not found/,
    ],
    [{ load_balancer_arn: "arn:none" }, /^LoadBalancerNotFound: Load balancer 'arn:none' not found/],
  ])("with %j is refused", (more, sentence) => {
    const { balance, group, listen } = network();
    expect(refusal(() => listen(balance().id, group().id, more as Attributes))).toMatch(sentence);
  });

  it("has its port for itself", () => {
    const { balance, group, listen } = network();
    const [lb, targets] = [balance(), group()];
    listen(lb.id, targets.id);
    expect(refusal(() => listen(lb.id, targets.id))).toMatch(/^DuplicateListener/);
    expect(refusal(() => listen(lb.id, targets.id, { port: 443 }))).toBeUndefined();
  });
});
