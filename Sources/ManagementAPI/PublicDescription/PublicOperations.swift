// The operations of the public description of the V3 management API
// (version of November 2023: 425 operations on 420 paths).
//
// The table says which calls exist at all. It lets a known but not emulated
// call be answered by its name (501), a wrong method on a known path be told
// from an unknown path (405 and 404), and the support table name what is
// missing. Operations known from elsewhere are in OtherOperations. What an
// emulated operation accepts and answers is declared beside that operation,
// not here.
//
// Rows are kept as text, one line a call, because that is how they are read
// and compared. Rejected: a literal of 425 struct values, which is noisier and
// many times slower to compile.

/// One operation of the public description: a method on a path.
package struct PublicOperation: Hashable, Sendable {
    /// The request method in capitals: GET, POST, PUT or DELETE.
    package let method: String

    /// The full path, such as `/api/v3/add-group-members`.
    ///
    /// Four paths lie outside `/api/v3/`. A segment in braces (`{id}`, three
    /// paths) stands for any one segment.
    package let path: String

    /// The topic the operation belongs to, such as `groups`: lower case, words
    /// joined with hyphens.
    ///
    /// It is the tag of the public description in English, with two changes:
    /// organizations and departments, one tag there, are two domains here, and
    /// the six operations without a tag stand with their nearest kin.
    package let domain: String

    /// All operations, grouped by domain, each domain sorted by path and then
    /// method.
    package static let all: [PublicOperation] = sections.flatMap(\.operations)
}

extension PublicOperation {
    /// All operations as text, by domain.
    static let sections = directorySections + permissionSections + applicationSections + platformSections

    /// All operations as text, for the lookup of a request.
    static let rows = sections.map { KnownOperations.Rows(text: $0.rows) }

    /// The operations of one domain as text.
    struct Section: Sendable {
        /// The domain all rows belong to.
        let domain: String

        /// One operation a line: the method, one space, the path.
        let rows: StaticString

        /// The rows as values, in their order.
        ///
        /// A line that is not of the form above stops the program: rows are
        /// literals of this folder, never input.
        var operations: [PublicOperation] {
            "\(rows)".utf8.split(separator: UInt8(ascii: "\n")).map { line in
                let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
                precondition(
                    words.count == 2 && words[1].first == UInt8(ascii: "/"),
                    "not of the form METHOD path: \(Substring(line))")
                return PublicOperation(
                    method: String(Substring(words[0])), path: String(Substring(words[1])),
                    domain: domain)
            }
        }
    }
}
