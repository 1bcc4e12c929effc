import type { Facts } from "../../behaviour";

/** What `aws_autoscaling_policy` says of its arguments. */
export const policyFacts: Facts = {
  autoscaling_group_name: { forceNew: true },
  enabled: { default: true },
  metric_aggregation_type: { computed: true },
  name: { forceNew: true },
  "predictive_scaling_configuration.metric_specification.customized_capacity_metric_specification.metric_data_queries":
    { maxItems: 10 },
  "predictive_scaling_configuration.metric_specification.customized_capacity_metric_specification.metric_data_queries.return_data":
    { default: true },
  "predictive_scaling_configuration.metric_specification.customized_load_metric_specification.metric_data_queries":
    { maxItems: 10 },
  "predictive_scaling_configuration.metric_specification.customized_load_metric_specification.metric_data_queries.return_data":
    { default: true },
  "predictive_scaling_configuration.metric_specification.customized_scaling_metric_specification.metric_data_queries":
    { maxItems: 10 },
  "predictive_scaling_configuration.metric_specification.customized_scaling_metric_specification.metric_data_queries.return_data":
    { default: true },
  "target_tracking_configuration.customized_metric_specification.metrics.return_data": { default: true },
  "target_tracking_configuration.disable_scale_in": { default: false },
};
