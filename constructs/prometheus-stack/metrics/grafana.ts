// Metric names of Grafana, for rules and dashboards.
import { exposes } from './exposes.js';

/** Checked against grafana/grafana@main: pkg/infra/metrics/metrics.go and pkg/middleware/request_metrics.go. */
export const grafana: readonly string[] = exposes({
  counters: `
    grafana_access_evaluation_count grafana_alerting_notification_failed_total
    grafana_alerting_notification_sent_total grafana_alerting_result_total
    grafana_api_admin_user_created_total grafana_api_dashboard_snapshot_create_total
    grafana_api_login_oauth_total grafana_api_login_post_total grafana_api_models_dashboard_insert_total
    grafana_api_response_status_total grafana_db_datasource_query_by_id_total
    grafana_instance_start_total grafana_page_response_status_total grafana_proxy_response_status_total
    grafana_rendering_request_total
  `,
  gauges: `
    grafana_alerting_active_alerts grafana_build_info grafana_http_request_in_flight
    grafana_plugin_build_info grafana_rendering_queue_size grafana_stat_active_users
    grafana_stat_total_orgs grafana_stat_total_playlists grafana_stat_total_users
    grafana_stat_totals_active_admins grafana_stat_totals_active_editors
    grafana_stat_totals_active_viewers grafana_stat_totals_admins grafana_stat_totals_alert_rules
    grafana_stat_totals_annotations grafana_stat_totals_dashboard grafana_stat_totals_dashboard_versions
    grafana_stat_totals_data_keys grafana_stat_totals_datasource grafana_stat_totals_editors
    grafana_stat_totals_folder grafana_stat_totals_library_panels grafana_stat_totals_library_variables
    grafana_stat_totals_viewers
  `,
  histograms: `
    grafana_http_request_duration_seconds
  `,
  summaries: `
    grafana_alerting_execution_time_milliseconds grafana_api_dashboard_get_milliseconds
    grafana_api_dashboard_save_milliseconds grafana_api_dashboard_search_milliseconds
    grafana_api_dataproxy_request_all_milliseconds grafana_rendering_request_duration_milliseconds
  `,
});
