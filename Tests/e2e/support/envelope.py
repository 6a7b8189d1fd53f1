"""The envelope of every reply: the order of its members, success and failure."""

import re
import uuid

ORDER = ["statusCode", "message", "apiCode", "requestId", "data"]

FAR_EASTERN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]")


def assert_is_envelope(envelope):
    """The members are known, in the contract's order, and the ones due always are there."""
    assert list(envelope) == [name for name in ORDER if name in envelope], envelope
    assert type(envelope["statusCode"]) is int, envelope
    assert type(envelope["message"]) is str, envelope
    assert str(uuid.UUID(envelope["requestId"])) == envelope["requestId"].lower(), envelope


def accepted(envelope):
    """Insists on success and returns `data`."""
    assert_is_envelope(envelope)
    assert envelope["statusCode"] == 200, envelope
    assert "apiCode" not in envelope, envelope
    return envelope["data"]


def succeeded(envelope):
    """Asserts the success of an operation that returns `{"success": true}`."""
    assert accepted(envelope) == {"success": True}


def refused(envelope, status, message=None, api_code=None):
    """Insists on a failure with this statusCode and apiCode (None: absent), and returns the message."""
    assert_is_envelope(envelope)
    assert envelope["statusCode"] == status, envelope
    if api_code is None:
        assert "apiCode" not in envelope, envelope
    else:
        assert envelope["apiCode"] == api_code, envelope
    if message is not None:
        assert envelope["message"] == message, envelope
    return envelope["message"]


def refused_parameters(envelope, names):
    """Insists on the Chinese complaint about exactly these parameters, in any order."""
    message = refused(envelope, 400)
    match = re.fullmatch(r"参数 (.+) 格式错误", message)
    assert match, message
    assert sorted(match[1].split(", ")) == sorted(names), message


def assert_is_english(message):
    """The text is not empty and has no Chinese or Japanese characters."""
    assert re.search(r"[A-Za-z]{2}", message), message
    assert not FAR_EASTERN.search(message), message
