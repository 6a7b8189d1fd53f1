import JSON
import Testing

@testable import Contract
@testable import Directory
@testable import ManagementAPI

/// Fields that no declaration knows, at the top and inside, and how often they are reported.
@Suite("Unknown names")
struct UnknownNamesTests {
    private func names(_ body: String, of operation: OperationDeclaration, limit: Int = 1_000) throws
        -> [String]
    {
        RequestParameters.body(try Document(parsing: Array(body.utf8)).root)
            .names(unknownTo: operation, limit: limit)
    }

    @Test(
        "Unknown names are found inside objects, lists and lists in objects",
        arguments: [
            (
                CreateUser.declaration, #"{"options":{"foo":1,"keepPassword":true},"odd":1}"#,
                ["options.foo", "odd"]
            ),
            (
                CreateUsersBatch.declaration,
                #"{"list":[{"username":"a","foo2":1},{"identities":[{"bar":1}]},"no object"],"options":{"x":1}}"#,
                ["list[].foo2", "list[].identities[].bar", "options.x"]
            ),
            (
                SetUserDepartments.declaration, #"{"departments":[{"departmentId":"d1","isLeadr":true}]}"#,
                ["departments[].isLeadr"]
            ),
            (
                UpdateDepartment.declaration,
                #"{"i18n":{"name":{"zh-CN":{"enabled":true,"valeu":"x"},"fr-FR":{}},"more":{}}}"#,
                ["i18n.name.zh-CN.valeu", "i18n.name.fr-FR", "i18n.more"]
            ),
            (
                ListUsers.declaration,
                #"{"options":{"pagination":{"page":1,"size":2},"sort":[{"field":"email","dir":"asc"}]}}"#,
                ["options.pagination.size", "options.sort[].dir"]
            ),
            (CreateUser.declaration, #"{"customData":{"anything":{"goes":1}},"options":[{"foo":1}]}"#, []),
            (CreateUsersBatch.declaration, #"{"list":{"foo":1}}"#, []),
            (
                AddGroupMembers.declaration, #"{"code":{"foo":1},"userIds":[{"foo":1}],"odd":{"a":1}}"#,
                ["odd"]
            ),
        ] as [(OperationDeclaration, String, [String])])
    func inside(operation: OperationDeclaration, body: String, expected: [String]) throws {
        #expect(try names(body, of: operation) == expected)
    }

    @Test("Unknown names are found up to a limit, inside too")
    func limit() throws {
        let many = (0..<50).map { #""n\#($0)":1"# }.joined(separator: ",")
        let body = "{\"options\":{\(many)},\(many)}"
        #expect(try names(body, of: CreateUser.declaration, limit: 7).count == 7)
        #expect(try names(body, of: CreateUser.declaration, limit: 70).count == 70)
        #expect(try names(body, of: CreateUser.declaration).count == 100)
    }

    @Test("Unknown names are logged once each, and the end of logging once")
    func reports() {
        let log = LogRecorder()
        let report = UnknownFieldsReport(logger: log.logger)
        let operation = CreateUser.declaration
        for _ in 0..<2 { report.report(["options.foo", "odd"], of: operation) }
        #expect(
            log.recorded == [
                "ignored an unknown request field field=options.foo path=/api/v3/create-user",
                "ignored an unknown request field field=odd path=/api/v3/create-user",
            ])
        for _ in 0..<2 { report.report((0..<998).map { "n\($0)" }, of: operation) }
        #expect(log.recorded.count == 1_000)
        for _ in 0..<3 { report.report(["odd", "more", "and more"], of: operation) }
        #expect(
            log.recorded.dropFirst(1_000) == [
                "ignored unknown request fields are not reported any more reported=1000"
            ])
    }
}
