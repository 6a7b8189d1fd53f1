import Bytes
import HTTP
import Testing

@Suite("A path without its extra slashes")
struct ExtraSlashesTests {
    @Test(
        "A path without its extra slashes has one slash for each row of them, and none at its end",
        arguments: [
            ("/a/", "/a"), ("/a//", "/a"), ("//a", "/a"), ("///a//b///", "/a/b"), ("/a//b", "/a/b"),
            ("//", "/"),
            ("////", "/"), ("/%2F//", "/%2F"), ("/.//", "/."),
        ])
    func extra(path: String, meant: String) {
        #expect(withoutExtraSlashes(path) == meant)
    }

    @Test(
        "A path without its extra slashes is none where no slash is too many",
        arguments: ["/", "/a", "/a/b", "*", "", "/%2F%2F"])
    func none(path: String) {
        #expect(withoutExtraSlashes(path) == nil)
    }

    private func withoutExtraSlashes(_ path: String) -> String? {
        Array(path.utf8).withUnsafeBytes { ByteView($0).withoutExtraSlashes }
            .map { String(decoding: $0, as: UTF8.self) }
    }
}
