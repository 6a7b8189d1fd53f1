extension PublicOperation {
    /// The 128 operations on people and the structures they belong to.
    static let directorySections: [Section] = [
        Section(
            domain: "users",
            rows: """
                POST /api/v3/check-session-status
                POST /api/v3/create-user
                POST /api/v3/create-users-batch
                POST /api/v3/delete-user-sync-relations
                POST /api/v3/delete-users-batch
                GET /api/v3/get-mfa-status
                GET /api/v3/get-otp-secret-by-user
                GET /api/v3/get-user
                GET /api/v3/get-user-accessible-apps
                GET /api/v3/get-user-authorized-apps
                GET /api/v3/get-user-authorized-resources
                GET /api/v3/get-user-batch
                GET /api/v3/get-user-departments
                GET /api/v3/get-user-groups
                GET /api/v3/get-user-identities
                GET /api/v3/get-user-logged-in-identities
                GET /api/v3/get-user-loggedin-apps
                GET /api/v3/get-user-login-history
                GET /api/v3/get-user-mfa-info
                POST /api/v3/get-user-password-ciphertext
                GET /api/v3/get-user-principal-authentication-info
                GET /api/v3/get-user-roles
                GET /api/v3/get-user-sync-relations
                POST /api/v3/has-any-role
                POST /api/v3/import-otp
                POST /api/v3/is-user-exists
                POST /api/v3/kick-users
                POST /api/v3/link-identity
                GET /api/v3/list-archived-users
                GET /api/v3/list-users
                POST /api/v3/list-users
                POST /api/v3/reset-user-principal-authentication-info
                POST /api/v3/resign-user
                POST /api/v3/resign-user-batch
                POST /api/v3/set-mfa-status
                POST /api/v3/set-user-departments
                POST /api/v3/unlink-identity
                POST /api/v3/update-user
                POST /api/v3/update-user-batch
                POST /api/v3/users/field/decrypt
                """),
        Section(
            domain: "groups",
            rows: """
                POST /api/v3/add-group-members
                POST /api/v3/create-group
                POST /api/v3/create-groups-batch
                POST /api/v3/create-or-update-group
                POST /api/v3/delete-groups-batch
                GET /api/v3/get-all-groups
                GET /api/v3/get-group
                GET /api/v3/get-group-authorized-resources
                GET /api/v3/list-group-members
                GET /api/v3/list-groups
                POST /api/v3/remove-group-members
                POST /api/v3/update-group
                """),
        Section(
            domain: "organizations",
            rows: """
                POST /api/v3/create-organization
                POST /api/v3/delete-organization
                GET /api/v3/get-organization
                GET /api/v3/get-organization-batch
                GET /api/v3/list-organizations
                GET /api/v3/search-organizations
                POST /api/v3/update-organization
                POST /api/v3/update-organization-status
                """),
        Section(
            domain: "departments",
            rows: """
                POST /api/v3/add-department-members
                POST /api/v3/create-department
                POST /api/v3/create-department-tree
                POST /api/v3/delete-department
                POST /api/v3/delete-department-sync-relations
                GET /api/v3/get-all-departments
                GET /api/v3/get-department
                GET /api/v3/get-department-by-id
                GET /api/v3/get-department-sync-relations
                GET /api/v3/get-parent-department
                GET /api/v3/is-user-in-department
                GET /api/v3/list-children-departments
                GET /api/v3/list-department-member-ids
                GET /api/v3/list-department-members
                POST /api/v3/remove-department-members
                GET /api/v3/search-department-members
                POST /api/v3/search-departments
                POST /api/v3/search-departments-list
                POST /api/v3/update-department
                POST /api/v3/update-department-status
                """),
        Section(
            domain: "posts",
            rows: """
                POST /api/v3/create-post
                GET /api/v3/get-post
                POST /api/v3/get-post-by-id
                GET /api/v3/get-user-post
                GET /api/v3/get-user-posts
                GET /api/v3/list-post
                POST /api/v3/remove-post
                POST /api/v3/set-user-posts
                POST /api/v3/update-post
                POST /api/v3/user-connection-post
                """),
        Section(
            domain: "public-accounts",
            rows: """
                POST /api/v3/create-public-account
                POST /api/v3/create-public-accounts-batch
                POST /api/v3/delete-public-accounts-batch
                GET /api/v3/get-departments-of-public-account
                GET /api/v3/get-groups-of-public-account
                GET /api/v3/get-post-of-public-account
                GET /api/v3/get-public-account
                GET /api/v3/get-public-account-batch
                GET /api/v3/get-public-accounts-of-department
                GET /api/v3/get-public-accounts-of-group
                GET /api/v3/get-public-accounts-of-post
                GET /api/v3/get-public-accounts-of-role
                GET /api/v3/get-public-accounts-of-user
                GET /api/v3/get-roles-of-public-account
                GET /api/v3/get-users-of-public-account
                POST /api/v3/kick-public-accounts
                POST /api/v3/list-public-accounts
                POST /api/v3/resign-public-account-batch
                POST /api/v3/set-public-account-of-departments
                POST /api/v3/set-public-account-of-groups
                POST /api/v3/set-public-account-of-post
                POST /api/v3/set-public-account-of-roles
                POST /api/v3/set-public-account-of-users
                POST /api/v3/set-user-of-public-accounts
                POST /api/v3/transfer-into-public-account
                POST /api/v3/unbind-public-account-of-post
                POST /api/v3/unbind-public-account-of-user
                POST /api/v3/update-public-account
                POST /api/v3/update-public-account-batch
                """),
        Section(
            domain: "custom-fields",
            rows: """
                POST /api/v3/delete-custom-fields
                GET /api/v3/get-custom-data
                GET /api/v3/get-custom-fields
                GET /api/v3/get-user-base-fields
                GET /api/v3/list-custom-fields
                GET /api/v3/list-user-base-fields
                POST /api/v3/set-custom-data
                POST /api/v3/set-custom-fields
                POST /api/v3/set-user-base-fields
                """),
    ]
}
