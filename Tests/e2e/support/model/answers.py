"""The model's expectation of a reply, and how a reply is compared with it.

Ids and times are the server's to choose. The model has a `Fresh` for each: it accepts the first value, and from then on
only that value.
"""

import json
import re

ID = re.compile(r"[0-9a-f]{24}")
SECRET = re.compile(r"[0-9a-f]{32}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


class Refusal(Exception):
    """The reply of a refused call."""

    def __init__(self, status, message, api_code=None):
        super().__init__(status, message, api_code)
        self.status, self.message, self.api_code = status, message, api_code


def malformed(*names):
    return Refusal(400, f"参数 {', '.join(names)} 格式错误")


def user_not_found():
    return Refusal(404, "用户不存在", 2004)


def not_emulated(name):
    """The text is the emulator's own: only the name of the field is expected in it."""
    return Refusal(501, re.compile(rf"\(\(.*\b{name}\b.*\)\)"))


class Fresh:
    """A value the server makes: unknown until it is seen, then always the same."""

    def __init__(self, pattern, after=None):
        self.pattern = pattern
        self.after = after
        self.value = None

    def takes(self, actual):
        if self.value is None:
            earlier = text(self.after)
            if type(actual) is not str or not self.pattern.fullmatch(actual) or (earlier and actual < earlier):
                return False
            self.value = actual
        return self.value == actual

    def __repr__(self):
        return f"<{self.value or self.pattern.pattern}>"


def fresh_id():
    return Fresh(ID)


def fresh_secret():
    return Fresh(SECRET)


def fresh_time(after=None):
    """A time that is not before `after`."""
    return Fresh(TIME, after)


def text(value):
    """The value of a `Fresh` once it was seen; anything else as it is."""
    return value.value if isinstance(value, Fresh) else value


class Disagreement(AssertionError):
    """The server's reply differs from the model's."""


def agree(expected, actual, place="data"):
    """Insists that both are alike, the order of members included."""
    if isinstance(expected, Fresh):
        alike = expected.takes(actual)
    elif isinstance(expected, dict):
        alike = type(actual) is dict and list(expected) == list(actual)
    elif isinstance(expected, list):
        alike = type(actual) is list and len(expected) == len(actual)
    else:
        alike = type(expected) is type(actual) and expected == actual
    if not alike:
        raise Disagreement(f"{place}: expected {shown(expected)}, got {shown(actual)}")
    if isinstance(expected, dict):
        for name, value in expected.items():
            agree(value, actual[name], f"{place}.{name}")
    if isinstance(expected, list):
        for index, value in enumerate(expected):
            agree(value, actual[index], f"{place}[{index}]")


def shown(value):
    return json.dumps(value, ensure_ascii=False, default=repr)


def agree_on_refusal(refusal, envelope):
    """Insists on this refusal: number, message, code, and no data."""
    got = (envelope["statusCode"], envelope["message"], envelope.get("apiCode"), envelope.get("data"))
    expected = (refusal.status, refusal.message, refusal.api_code, None)
    alike = got == expected
    if isinstance(refusal.message, re.Pattern):
        alike = got[0] == refusal.status and refusal.message.fullmatch(got[1]) and got[2:] == expected[2:]
    if not alike:
        raise Disagreement(f"expected the refusal {expected}, got {shown(envelope)}")
