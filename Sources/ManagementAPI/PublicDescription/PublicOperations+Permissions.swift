extension PublicOperation {
    /// The 80 operations on roles, resources and data permissions.
    static let permissionSections: [Section] = [
        Section(
            domain: "roles",
            rows: """
                POST /api/v3/assign-role
                POST /api/v3/assign-role-batch
                POST /api/v3/check-role-params
                POST /api/v3/create-admin-role
                POST /api/v3/create-role
                POST /api/v3/create-roles-batch
                POST /api/v3/delete-admin-roles
                POST /api/v3/delete-roles-batch
                GET /api/v3/get-role
                GET /api/v3/get-role-authorized-resources
                GET /api/v3/list-role-assignments
                GET /api/v3/list-role-departments
                GET /api/v3/list-role-members
                GET /api/v3/list-roles
                POST /api/v3/multiple-namespace-delete-roles-batch
                POST /api/v3/revoke-role
                POST /api/v3/revoke-role-batch
                POST /api/v3/update-role
                """),
        Section(
            domain: "resources",
            rows: """
                POST /api/v3/associate-tenant-resource
                POST /api/v3/authorize-resources
                POST /api/v3/create-namespace
                POST /api/v3/create-namespaces-batch
                POST /api/v3/create-resource
                POST /api/v3/create-resources-batch
                POST /api/v3/delete-common-resources-batch
                POST /api/v3/delete-namespace
                POST /api/v3/delete-namespaces-batch
                POST /api/v3/delete-resource
                POST /api/v3/delete-resources-batch
                GET /api/v3/get-authorized-resources
                GET /api/v3/get-namespace
                GET /api/v3/get-namespaces-batch
                GET /api/v3/get-resource
                POST /api/v3/get-resource-authorized-targets
                GET /api/v3/get-resources-batch
                POST /api/v3/is-action-allowed
                GET /api/v3/list-common-resource
                GET /api/v3/list-namespace-roles
                GET /api/v3/list-namespaces
                GET /api/v3/list-resources
                POST /api/v3/update-namespace
                POST /api/v3/update-resource
                """),
        Section(
            domain: "data-permissions",
            rows: """
                POST /api/v3/authorize-data-policies
                GET /api/v3/check-data-policy-exists
                GET /api/v3/check-data-resource-exists
                POST /api/v3/check-external-user-permission
                POST /api/v3/check-permission
                POST /api/v3/check-permission-namespace-exists
                POST /api/v3/check-user-same-level-permission
                POST /api/v3/create-array-data-resource
                POST /api/v3/create-data-policy
                POST /api/v3/create-data-resource
                POST /api/v3/create-permission-namespace
                POST /api/v3/create-permission-namespaces-batch
                POST /api/v3/create-string-data-resource
                POST /api/v3/create-tree-data-resource
                POST /api/v3/delete-data-policy
                POST /api/v3/delete-data-resource
                POST /api/v3/delete-permission-namespace
                POST /api/v3/delete-permission-namespaces-batch
                GET /api/v3/get-data-policy
                GET /api/v3/get-data-resource
                POST /api/v3/get-external-user-resource-struct
                GET /api/v3/get-permission-namespace
                GET /api/v3/get-permission-namespaces-batch
                POST /api/v3/get-user-permission-list
                POST /api/v3/get-user-resource-permission-list
                POST /api/v3/get-user-resource-struct
                GET /api/v3/list-data-policies
                GET /api/v3/list-data-policy-targets
                GET /api/v3/list-data-resources
                GET /api/v3/list-permission-namespace-roles
                GET /api/v3/list-permission-namespaces
                POST /api/v3/list-permission-view/data
                POST /api/v3/list-resource-targets
                GET /api/v3/list-simple-data-policies
                POST /api/v3/revoke-data-policy
                POST /api/v3/update-data-policy
                POST /api/v3/update-data-resource
                POST /api/v3/update-permission-namespace
                """),
    ]
}
