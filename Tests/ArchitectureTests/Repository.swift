import Foundation

/// The files of this repository, found through the place of this one.
struct Repository {
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A text file of the repository.
    struct File: CustomStringConvertible, Sendable {
        /// The path from the root.
        let path: String
        let text: String

        var description: String { path }
        /// The name without the extension.
        var name: String { URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent }
        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

        /// The lines without comments and the contents of string literals, so that only code is searched.
        ///
        /// Literals are cut out well enough for searches: raw and multi-line ones too, interpolations with the rest.
        var code: [String] {
            var isInText = false
            return lines.map { line in
                let trimmed = line.trimmingCharacters(in: .whitespaces)
                if isInText {
                    guard trimmed.hasPrefix("\"\"\"") else { return "" }
                    isInText = false
                    return Self.withoutLiterals(String(trimmed.dropFirst(3)))
                }
                if trimmed.hasPrefix("//") { return "" }
                let fences = line.components(separatedBy: "\"\"\"").count - 1
                isInText = fences % 2 == 1
                return Self.withoutLiterals(
                    fences > 0 ? line.components(separatedBy: "\"\"\"")[0] : String(line))
            }
        }

        private static func withoutLiterals(_ line: String) -> String {
            line.replacingOccurrences(of: ##"#".*?"#"##, with: "\"\"", options: .regularExpression)
                .replacingOccurrences(of: #""(\\.|[^"\\])*""#, with: "\"\"", options: .regularExpression)
                .replacingOccurrences(of: #"//.*"#, with: "", options: .regularExpression)
        }
    }

    /// The Swift files under a folder, sorted by path.
    static func swiftFiles(_ folder: String) throws -> [File] {
        let top = root.appendingPathComponent(folder)
        let paths = FileManager.default.enumerator(atPath: top.path)?.compactMap { $0 as? String } ?? []
        return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { try file("\(folder)/\($0)") }
    }

    static func file(_ path: String) throws -> File {
        File(path: path, text: try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8))
    }

    /// The places where the code of files matches a regular expression, as `path:line`.
    static func matches(_ pattern: String, in files: [File]) -> [String] {
        files.flatMap { file in
            file.code.enumerated()
                .filter { $0.element.range(of: pattern, options: .regularExpression) != nil }
                .map { "\(file.path):\($0.offset + 1)" }
        }
    }
}
