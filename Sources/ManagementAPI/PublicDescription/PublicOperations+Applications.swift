extension PublicOperation {
    /// The 95 operations on tokens, access keys, applications, identity providers and tenants.
    static let applicationSections: [Section] = [
        Section(
            domain: "token",
            rows: """
                POST /api/v3/get-management-token
                """),
        Section(
            domain: "access-keys",
            rows: """
                POST /api/v3/create-access-key
                POST /api/v3/delete-access-key
                GET /api/v3/get-access-key
                GET /api/v3/list-access-key
                POST /api/v3/update-access-key
                """),
        Section(
            domain: "applications",
            rows: """
                POST /api/v3/assign-asa-account
                POST /api/v3/authorize-application-access
                DELETE /api/v3/batch-applications-auth
                POST /api/v3/change-userpool-tenant-ext-idp-conn-state
                POST /api/v3/check-domain-available
                POST /api/v3/create-application
                POST /api/v3/create-asa-account
                POST /api/v3/create-asa-accounts-batch
                POST /api/v3/delete-application
                POST /api/v3/delete-asa-account
                POST /api/v3/delete-asa-accounts-batch
                GET /api/v3/get-application
                GET /api/v3/get-application-permission-strategy
                GET /api/v3/get-application-secret
                GET /api/v3/get-application-simple-info
                GET /api/v3/get-asa-account
                GET /api/v3/get-asa-account-assigned-targets
                POST /api/v3/get-asa-accounts-batch
                GET /api/v3/get-assigned-account
                GET /api/v3/get-mfa-trigger-data
                GET /api/v3/get-subject-auth-detail
                POST /api/v3/list-application-active-users
                GET /api/v3/list-application-simple-info
                GET /api/v3/list-applications
                POST /api/v3/list-applications-auth
                GET /api/v3/list-asa-accounts
                POST /api/v3/list-subject-auth
                GET /api/v3/list-tenant-applications
                POST /api/v3/refresh-application-secret
                POST /api/v3/revoke-application-access
                POST /api/v3/unassign-asa-account
                POST /api/v3/update-application-mfa-settings
                POST /api/v3/update-application-permission-strategy
                POST /api/v3/update-asa-account
                POST /api/v3/update-auth-enabled
                POST /api/v3/update-login-page-config
                POST /api/v3/update-userpool-tenant-appqrcode-state
                POST /api/v3/update-userpool-tenant-config
                GET /api/v3/userpool-tenant-config
                """),
        Section(
            domain: "identity-providers",
            rows: """
                POST /api/v3/change-ext-idp-conn-association-state
                POST /api/v3/change-ext-idp-conn-state
                POST /api/v3/create-ext-idp
                POST /api/v3/create-ext-idp-conn
                POST /api/v3/delete-ext-idp
                POST /api/v3/delete-ext-idp-conn
                GET /api/v3/ext-idp-conn-apps
                GET /api/v3/get-ext-idp
                GET /api/v3/list-ext-idp
                GET /api/v3/list-tenant-ext-idp
                POST /api/v3/update-ext-idp
                POST /api/v3/update-ext-idp-conn
                """),
        Section(
            domain: "tenants",
            rows: """
                POST /api/v3/create-multiple-tenant-admin
                POST /api/v3/create-tenant
                POST /api/v3/create-tenant-cooperator
                POST /api/v3/delete-multiple-tenant-admin
                POST /api/v3/delete-tenant
                POST /api/v3/delete-tenant-admin
                POST /api/v3/delete-tenant-cooperator
                POST /api/v3/delete-tenant-user
                POST /api/v3/generate-invite-tenant-user-link
                GET /api/v3/get-multiple-tenant-admin
                GET /api/v3/get-tenant
                GET /api/v3/get-tenant-by-code
                GET /api/v3/get-tenant-cooperator
                GET /api/v3/get-tenant-cooperator-menu
                GET /api/v3/get-tenant-little-info
                POST /api/v3/import-tenant
                GET /api/v3/import-tenant-history
                GET /api/v3/import-tenant-notify-user
                GET /api/v3/list-invite-tenant-user-records
                GET /api/v3/list-multiple-tenant-admins
                POST /api/v3/list-tenant-admin
                GET /api/v3/list-tenant-cooperators
                GET /api/v3/list-tenants
                POST /api/v3/send-email-batch
                POST /api/v3/send-sms-batch
                POST /api/v3/set-tenant-admin
                POST /api/v3/update-multiple-tenant-admin
                POST /api/v3/update-tenant
                POST /api/v3/update-tenant-cooperator
                """),
        Section(
            domain: "tenant-members",
            rows: """
                POST /api/v3/add-tenant-users
                POST /api/v3/create-tenant-user
                GET /api/v3/get-tenant-user
                POST /api/v3/list-tenant-users
                POST /api/v3/remove-tenant-users
                POST /api/v3/send-invite-tenant-user-email
                POST /api/v3/update-tenant-user
                """),
        Section(
            domain: "tenant-organizations",
            rows: """
                POST /api/v3/add-tenant-department-members
                POST /api/v3/remove-tenant-department-members
                """),
    ]
}
