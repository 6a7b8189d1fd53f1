internal import Directory
internal import JSON

/// Deletes an organization with its whole tree (`POST /api/v3/delete-organization`, organizations.md).
struct DeleteOrganization: Operation {
    static let declaration = OperationDeclaration(
        .post, "delete-organization",
        fields: [OrganizationFields.organizationCode, OrganizationFields.tenantId], writes: true)

    private let code: String
    private let tenantId: String?

    init(from fields: inout FieldReader) {
        code = fields.read(OrganizationFields.organizationCode)
        tenantId = fields.read(OrganizationFields.tenantId)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        try directory.organizations.delete(code, tenantId: tenantId)
        data.isSuccess()
    }
}
