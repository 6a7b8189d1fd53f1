"""Bodies of one mebibyte that are dear to read: as a body, as a field of an operation, as one it does not know."""

LENGTH = 1 << 20
# The limits of the reader: as many values as it takes, and just more.
NODES = 200_000
DEPTH = 128


def repeated(unit, start=b"[", end=b"]", between=b",", count=None):
    """As many units as a body can have, or `count`."""
    room = LENGTH - 1_000 - len(start) - len(end)
    return start + between.join([unit] * min(count or room, room // (len(unit) + len(between)))) + end


def names(count, form=b'"%x":1'):
    """An object of members that all have names of their own."""
    return b"{" + b",".join(form % number for number in range(count)) + b"}"


TEXTS = {
    "zeros": repeated(b"0"),
    "zeros, all that are taken": repeated(b"0", count=NODES - 50),
    "empty arrays": repeated(b"[]"),
    "empty arrays, all that are taken": repeated(b"[]", count=NODES - 50),
    "empty objects, all that are taken": repeated(b"{}", count=NODES - 50),
    "deep arrays": repeated(b"[" * (DEPTH - 10) + b"]" * (DEPTH - 10), count=NODES // (DEPTH - 9)),
    "too deep": b"[" * 500_000 + b"]" * 500_000,
    "names, all that are taken": names(NODES // 2 - 50),
    "names, too many": names(110_000),
    "long names": names(27_000, b'"name number %021d":1'),
    "names in escapes": names(60_000, b'"\\u0041%x":1'),
    "one name again and again": repeated(b'"a":1', b"{", b"}", count=NODES // 2 - 50),
    "a string": repeated(b"a", b'"', b'"', b""),
    "escaped letters": repeated(b"\\u0041", b'"', b'"', b""),
    "escaped line ends": repeated(b"\\n", b'"', b'"', b""),
    "escaped surrogates": repeated(b"\\ud83d\\ude00", b'"', b'"', b""),
    "Chinese": repeated("爱".encode(), b'"', b'"', b""),
    "faces": repeated("😀".encode(), b'"', b'"', b""),
    "combining marks": repeated("a\u0301\u0301\u0301".encode(), b'"', b'"', b""),
    "one letter under many marks": b'"a' + "\u0301".encode() * 520_000 + b'"',
    "strings": repeated(b'"aaaaaaaa"'),
    "large exponents": repeated(b"1e999"),
    "doubles": repeated(b"1.7976931348623157e308"),
    "long numbers": repeated(b"1" * 1_000),
    "blanks": repeated(b" ", between=b""),
}

# For each operation: its other members, and the fields of different types that a text is put into. Fields whose texts
# are kept or searched for in large are not among them: what that costs is no cost of reading.
CARRIERS = {
    "add-group-members": (b'"code":"g","userIds":["u"]', ["unknown", "code", "userIds"]),
    "update-user": (b'"userId":"u"', ["unknown", "email", "gender", "options"]),
    "create-users-batch": (b'"list":[]', ["unknown", "list"]),
    "list-users": (b'"keywords":"u"', ["unknown", "options", "advancedFilter"]),
}


def bodies():
    """Operation, name and bytes of each body."""
    for operation, (members, fields) in CARRIERS.items():
        for name, text in TEXTS.items():
            for field in fields:
                # Of two members with one name the last counts.
                yield operation, f"{name} as {field}", b'{%s,"%s":%s}' % (members, field.encode(), text)
            if text.startswith(b"{"):
                yield operation, f"{name} beside the fields", b"%s,%s}" % (text[:-1], members)
            if operation == "add-group-members":
                yield operation, f"{name} as the body", text
