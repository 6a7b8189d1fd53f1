extension KnownOperations {
    /// The 62 operations of the list of live operations of 2026 that no SDK and no description has.
    ///
    /// Source: the inventory of a public Terraform provider. No client is known that sends them, so their methods are
    /// not sure.
    static let liveList = Rows(
        text: """
            POST /api/internal/v1/metadata/get-all-row
            POST /api/internal/v1/metadata/get-department-tree
            POST /api/internal/v1/metadata/get-field-values
            POST /api/internal/v1/metadata/get-row-mapping
            POST /api/internal/v1/metadata/get-rowids
            GET /api/internal/v1/metadata/get-user-device
            POST /api/v3/check-m2m-permission
            POST /api/v3/check-m2m-same-level-permission
            POST /api/v3/copy-auth-flow-config
            POST /api/v3/create-auth-flow-app-config
            POST /api/v3/create-auth-flow-function
            POST /api/v3/create-custom-domain
            POST /api/v3/create-invitation-invitee
            POST /api/v3/create-programmatic-access-account
            POST /api/v3/deactivate-all-sessions
            POST /api/v3/deactivate-sessions-batch
            POST /api/v3/delete-auth-flow-config
            POST /api/v3/delete-auth-flow-function
            POST /api/v3/delete-department-and-childs
            POST /api/v3/delete-programmatic-access-account
            POST /api/v3/disable-programmatic-access-account
            POST /api/v3/disabled-auth-flow-app
            POST /api/v3/edit-invitation-invitee
            POST /api/v3/enable-programmatic-access-account
            POST /api/v3/enabled-auth-flow-app
            POST /api/v3/get-application-access-control-user-list
            GET /api/v3/get-auth-flow-config
            GET /api/v3/get-auth-flow-config-by-app-id
            GET /api/v3/get-auth-flow-function
            GET /api/v3/get-current-auth-flow-config
            GET /api/v3/get-custom-domain
            POST /api/v3/get-m2m-permission-list
            POST /api/v3/get-m2m-resource-permission-list
            POST /api/v3/get-m2m-resource-struct
            POST /api/v3/get-role-policy-list
            GET /api/v3/is-department-in-department
            GET /api/v3/list-enabled-ext-idp-conns-by-app
            GET /api/v3/list-ext-idp-conns
            GET /api/v3/list-programmatic-access-accounts
            GET /api/v3/list-role-all-members
            POST /api/v3/list-sessions
            POST /api/v3/list-sessions-detail-by-view
            POST /api/v3/list-users-by-scroll
            POST /api/v3/metadata/create-row-relation-rows
            POST /api/v3/metadata/remove-row-relation-rows
            POST /api/v3/mfa-totp-verify-by-user
            POST /api/v3/refresh-programmatic-access-account-secret
            POST /api/v3/remove-custom-domain
            POST /api/v3/remove-device-exclusive-white-list-settings
            POST /api/v3/save-auth-flow-config
            POST /api/v3/save-device-exclusive-white-list-settings
            POST /api/v3/send-user-reset-password-request
            POST /api/v3/set-user-mfa-bind-sms-email
            POST /api/v3/statistic-sessions-by-app
            POST /api/v3/statistic-sessions-by-device
            POST /api/v3/statistic-sessions-by-user
            POST /api/v3/switch-auth-flow-config
            POST /api/v3/update-auth-flow-config
            POST /api/v3/update-auth-flow-function
            POST /api/v3/update-custom-domain
            GET /api/v3/verify-custom-domain-dns
            GET /api/v3/verify-custom-domain-https
            """, methodsAreSure: false)

    /// What other clients of the vendor call: its mini programs, login components and agents.
    ///
    /// Their paths are read from sources that do not always show the method.
    static let otherClients = Rows(
        text: """
            ANY /api/v3/agent-identity/**
            ANY /api/v3/agent-runtime/**
            POST /api/v3/decrypt-douyin-miniprogram-phone
            POST /api/v3/get-douyin-access-token-info
            GET /api/v3/get-tenant-public-info-by-code
            POST /api/v3/user-bind-app
            POST /api/v3/user-unbind-app
            """, methodsAreSure: false)
}
