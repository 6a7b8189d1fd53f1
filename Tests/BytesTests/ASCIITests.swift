import Bytes
import Testing

@Suite("ASCII")
struct ASCIITests {
    @Test("Only letters, digits and blanks of ASCII have the classes of their names")
    func classes() {
        for byte in UInt8.min...UInt8.max {
            let scalar = Unicode.Scalar(byte)
            #expect(ASCII.isDigit(byte) == ("0"..."9").contains(scalar))
            #expect(ASCII.isBlank(byte) == (scalar == " " || scalar == "\t"))
            let isUpper = ("A"..."Z").contains(scalar)
            #expect(ASCII.lowercased(byte) == (isUpper ? byte + 32 : byte))
        }
    }

    @Test("Hexadecimal digits have the value they are written for, in either case")
    func hexadecimal() {
        for value in UInt8(0)..<16 {
            let digit = Hexadecimal.digit(value)
            #expect(String(decoding: [digit], as: UTF8.self) == String(value, radix: 16))
            #expect(Hexadecimal.value(of: digit) == value)
        }
        for byte in UInt8.min...UInt8.max {
            let character = String(decoding: [byte], as: UTF8.self)
            let value = byte < 0x80 ? UInt8(character, radix: 16) : nil
            #expect(Hexadecimal.value(of: byte) == value)
        }
        #expect(Hexadecimal.text(of: [0x00, 0x9A, 0xFF]) == "009aff")
    }
}
