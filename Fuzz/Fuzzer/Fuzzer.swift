import CLibFuzzer
import Glibc

/// Gives the process to libFuzzer, which calls `test` with one input after the other.
///
/// An input is a finding when the process traps on it. `test` returns 0, as libFuzzer requires.
package func fuzz(_ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt) -> Never {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(LLVMFuzzerRunDriver(&count, &arguments, test))
}
