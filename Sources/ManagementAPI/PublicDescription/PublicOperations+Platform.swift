extension PublicOperation {
    /// The 122 operations on everything around the directory: data objects, synchronisation, automation, security, billing.
    static let platformSections: [Section] = [
        Section(
            domain: "data-objects",
            rows: """
                POST /api/internal/v1/metadata/get-row-batch
                POST /api/internal/v1/metadata/list-fields
                POST /api/internal/v1/metadata/update-row
                GET /api/v3/metadata/all-operate
                POST /api/v3/metadata/copy-operate
                POST /api/v3/metadata/create-field
                POST /api/v3/metadata/create-model
                POST /api/v3/metadata/create-operate
                POST /api/v3/metadata/create-row
                POST /api/v3/metadata/create-row-relation
                POST /api/v3/metadata/execute-operate
                POST /api/v3/metadata/export
                POST /api/v3/metadata/export/model
                POST /api/v3/metadata/filter
                GET /api/v3/metadata/get-import-template
                GET /api/v3/metadata/get-model
                POST /api/v3/metadata/get-relation-info
                GET /api/v3/metadata/get-row
                GET /api/v3/metadata/get-row-by-value
                GET /api/v3/metadata/get-row-relation
                POST /api/v3/metadata/import
                POST /api/v3/metadata/import/model
                GET /api/v3/metadata/list-field
                GET /api/v3/metadata/list-model
                GET /api/v3/metadata/list-operate
                POST /api/v3/metadata/remove-field
                POST /api/v3/metadata/remove-model
                POST /api/v3/metadata/remove-operate
                POST /api/v3/metadata/remove-row
                POST /api/v3/metadata/remove-row-relation
                POST /api/v3/metadata/update-field
                POST /api/v3/metadata/update-model
                POST /api/v3/metadata/update-operate
                POST /api/v3/metadata/update-row
                POST /get-row-batch
                """),
        Section(
            domain: "metadata",
            rows: """
                POST /api/v3/metadata/ueba/capture
                """),
        Section(
            domain: "sync-center",
            rows: """
                POST /api/v3/cancel-sync-risk-operation
                POST /api/v3/create-sync-task
                GET /api/v3/get-sync-job
                GET /api/v3/get-sync-task
                GET /api/v3/list-sync-job-logs
                GET /api/v3/list-sync-jobs
                GET /api/v3/list-sync-risk-operations
                GET /api/v3/list-sync-tasks
                POST /api/v3/trigger-sync-risk-operations
                POST /api/v3/trigger-sync-task
                POST /api/v3/update-sync-task
                """),
        Section(
            domain: "pipelines",
            rows: """
                POST /api/v3/create-pipeline-function
                POST /api/v3/delete-pipeline-function
                GET /api/v3/get-pipeline-function
                GET /api/v3/get-pipeline-logs
                GET /api/v3/list-pipeline-functions
                POST /api/v3/reupload-pipeline-function
                POST /api/v3/update-pipeline-function
                POST /api/v3/update-pipeline-order
                """),
        Section(
            domain: "webhooks",
            rows: """
                POST /api/v3/create-webhook
                POST /api/v3/delete-webhook
                GET /api/v3/get-webhook
                GET /api/v3/get-webhook-event-list
                POST /api/v3/get-webhook-logs
                GET /api/v3/list-webhooks
                POST /api/v3/trigger-webhook
                POST /api/v3/update-webhook
                """),
        Section(
            domain: "events",
            rows: """
                POST /api/v3/create-event-app
                POST /api/v3/define-event
                GET /api/v3/list-event-apps
                GET /api/v3/list-events
                POST /api/v3/pub-event
                POST /api/v3/pub-userEvent
                """),
        Section(
            domain: "audit-logs",
            rows: """
                POST /api/v3/get-admin-audit-logs
                POST /api/v3/get-user-action-logs
                """),
        Section(
            domain: "messages",
            rows: """
                POST /api/v3/config-email-provider
                GET /api/v3/get-email-provider
                GET /api/v3/get-email-templates
                POST /api/v3/preview-email-template
                POST /api/v3/update-email-template
                """),
        Section(
            domain: "security",
            rows: """
                GET /api/v3/get-global-mfa-settings
                GET /api/v3/get-security-settings
                POST /api/v3/update-global-mfa-settings
                POST /api/v3/update-security-settings
                """),
        Section(
            domain: "registration-whitelist",
            rows: """
                POST /api/v3/add-whitelist
                POST /api/v3/delete-whitelist
                GET /api/v3/list-whitelist
                """),
        Section(
            domain: "risk-lists",
            rows: """
                GET /api/v3/ip-list
                POST /api/v3/ip-list
                DELETE /api/v3/ip-list/{id}
                GET /api/v3/risk-list-policy
                POST /api/v3/risk-list-policy
                DELETE /api/v3/risk-list-policy/{id}
                GET /api/v3/user-list
                POST /api/v3/user-list
                DELETE /api/v3/user-list/{id}
                """),
        Section(
            domain: "terminals",
            rows: """
                POST /api/v3/create-device
                POST /api/v3/delete-device
                POST /api/v3/delete-device-by-user
                POST /api/v3/device-status
                POST /api/v3/disable-device
                POST /api/v3/disable-device-by-user
                POST /api/v3/enable-device
                POST /api/v3/enable-device-by-user
                POST /api/v3/get-last-login-apps-by-deviceIds
                POST /api/v3/suspend-device
                POST /api/v3/suspend-device-by-user
                """),
        Section(
            domain: "authing-verify",
            rows: """
                POST /api/v3/authing-verify/create-device
                GET /api/v3/verify-config
                PUT /api/v3/verify-config
                GET /api/v3/verify-config-app
                """),
        Section(
            domain: "ldap-server",
            rows: """
                POST /api/v3/disable-ldap-server
                POST /api/v3/enable-ldap-server
                GET /api/v3/get-ldap-server-config
                GET /api/v3/get-ldap-server-log
                GET /api/v3/get-ldap-server-random-pwd
                GET /api/v3/get-ldap-sub-entries
                POST /api/v3/update-ldap-server-config
                """),
        Section(
            domain: "billing",
            rows: """
                POST /api/v3/click-cost-contact
                GET /api/v3/get-all-rights-items
                GET /api/v3/get-current-package-info
                GET /api/v3/get-mau-period-usage-history
                GET /api/v3/get-order-detail
                GET /api/v3/get-order-pay-detail
                GET /api/v3/get-orders
                GET /api/v3/get-usage-info
                """),
    ]
}
