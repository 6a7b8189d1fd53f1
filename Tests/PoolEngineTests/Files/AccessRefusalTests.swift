import Glibc
import TestSupport
import Testing

@testable import PoolEngine

@Suite("Access refusals")
struct AccessRefusalTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test(
        "Access refusals name no cause where this process may write",
        arguments: ["", "file", "file/below", "a/b/c"])
    func allowed(name: String) throws {
        close(open(folder.file("file"), O_CREAT | O_WRONLY, 0o600))
        #expect(AccessRefusal.find(folder.file(name)) == nil)
    }

    @Test(
        "Access refusals look no further than the root and the working folder",
        arguments: ["/", ".", "", "no-such-file", "/no-such-file/x"])
    func ends(path: String) {
        // Whether there is something to blame depends on who runs the tests.
        let found = AccessRefusal.find(path)
        #expect(found == nil || path.hasPrefix("/"))
    }

    @Test("Access refusals name owner, user and remedy")
    func foreign() {
        let refusal = AccessRefusal(path: "/data", owner: (0, 5), mode: 0o755, process: (65_532, 7))
        #expect(
            "\(refusal)" == """
                /data belongs to user 0, group 5, mode 755; this process is user 65532, group 7. Either change the \
                owner with: chown -R 65532 /data, or run as user 0 (docker run --user 0:5), or choose another folder \
                with --data
                """)
    }

    @Test("Access refusals name the missing permission")
    func own() {
        let refusal = AccessRefusal(path: "/data", owner: (7, 7), mode: 0o500, process: (7, 7))
        #expect(
            "\(refusal)".hasSuffix(
                "mode 500; its mode denies access even to the owner. Run: chmod -R u+rwX /data"))
    }

    @Test(
        "Access refusals say what to do about a folder that is mounted for reading only, and not about other errors",
        arguments: [(EROFS, true), (ENOSPC, false), (ENOTDIR, false)])
    func others(code: Int32, hasRemedy: Bool) {
        let error = DataDirectoryError.systemCall("open", path: "/data/lock", code: code)
        #expect("\(error)".contains("--data") == hasRemedy)
        #expect("\(error)".hasPrefix("open /data/lock: \(String(cString: strerror(code)))"))
    }
}
