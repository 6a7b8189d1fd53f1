import Directory
import Testing

@Suite("E-mail addresses and phone numbers")
struct EmailAddressTests {
    @Test(
        "An e-mail address is a name, an @ and a domain of two labels or more",
        arguments: ["a@b.c", "test1@qqq.com", "first.last+tag@mail.example.co.uk", "张三@例子.中国", "a@1.2"])
    func wellFormed(text: String) {
        #expect(EmailAddress.isWellFormed(text))
    }

    @Test(
        "An e-mail address of any other form is refused",
        arguments: [
            "", "@", "a", "a@b", "test1@qqq", "@b.c", "a@", "a@.", "a@.c", "a@b.", "a@b..c", "a@b@c.d",
            "a b@c.d",
            "a@b.c ", "a@b.c\n", "a\0@b.c", "a@b.c\u{7f}",
        ])
    func malformed(text: String) {
        #expect(!EmailAddress.isWellFormed(text))
    }

    @Test("An e-mail address is kept in lower case")
    func normalized() {
        #expect(EmailAddress.normalized("Test.User@QQ.COM") == "test.user@qq.com")
    }

    @Test(
        "A phone number may have the marks that people write",
        arguments: ["1", "212-456-1111", "+86 188 0000 0001", "(212) 456 1111", "18800000001"])
    func phone(text: String) {
        #expect(PhoneNumber.isWellFormed(text))
    }

    @Test(
        "A phone number with other marks or without digits is refused",
        arguments: ["", "+", "-", "1234567890#", "1+2", "phone", "１２３", "12\n"])
    func noPhone(text: String) {
        #expect(!PhoneNumber.isWellFormed(text))
    }
}
