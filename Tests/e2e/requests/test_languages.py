"""The language of messages: Chinese where zh-CN is asked for, the emulator's own English otherwise."""

import pytest

import signer
from caller import API, Caller, exchange, post_json
from envelope import FAR_EASTERN, assert_is_english, refused
from launcher import Launcher
from sample_seeds import ALICE, GROUP, KEY, ORGANIZATION, Key, standard_seed

DEPARTMENT = {"organizationCode": ORGANIZATION, "departmentId": "dep-sales", "userIds": [ALICE]}

# name: (operation, body or query, statusCode, apiCode, the Chinese text, what the English text repeats)
FAILURES = {
    "one parameter": ("add-group-members", {"code": GROUP}, 400, None, "参数 userIds 格式错误", ["userIds"]),
    "two parameters": ("add-group-members", {}, 400, None, "参数 code, userIds 格式错误", ["code", "userIds"]),
    "group": ("add-group-members", {"code": "none", "userIds": [ALICE]}, 404, None, "分组不存在", []),
    "user": ("add-group-members", {"code": GROUP, "userIds": ["none"]}, 404, 2004, "用户不存在", []),
    "department": (
        "add-department-members",
        DEPARTMENT | {"departmentId": "none-Ω"},
        404,
        None,
        "存在不合法的 departmentId: none-Ω",
        ["departmentId", "none-Ω"],
    ),
    "id type": (
        "add-department-members",
        DEPARTMENT | {"departmentIdType": "none"},
        400,
        None,
        "参数 departmentIdType 格式错误",
        ["departmentIdType"],
    ),
    "user read": ("get-user", "userId=none", 404, 2004, "用户不存在", []),
    "page": ("list-groups", "page=0", 400, None, "参数 page 格式错误", ["page"]),
}
EVERY_FAILURE = pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES.keys())


def message_of(emulator, failure, headers):
    operation, request, status, api_code, _, _ = failure
    sent = {"Authorization": f"Bearer {Caller(emulator.port, KEY).token}"} | headers
    if isinstance(request, str):
        answer = exchange(emulator.port, "GET", f"{API}{operation}?{request}", sent)
    else:
        answer = post_json(emulator.port, operation, request, sent)
    assert answer.status == 200
    return refused(answer.envelope, status, api_code=api_code)


@pytest.fixture(scope="module")
def chinese_server(binary, tmp_path_factory):
    launcher = Launcher(tmp_path_factory.mktemp("chinese"))
    yield launcher("--lang", "zh-CN", seed=standard_seed())
    launcher.stop_all()


@EVERY_FAILURE
@pytest.mark.parametrize("header", ["x-authing-lang", "x-genauth-lang", "X-Authing-Lang"])
def test_chinese_if_requested(shared, failure, header):
    assert message_of(shared, failure, {header: "zh-CN"}) == failure[4]


@EVERY_FAILURE
def test_english_is_the_language_of_all_others(shared, failure):
    english = message_of(shared, failure, {})
    assert_is_english(english)
    for repeated in failure[5]:
        assert repeated in english
    for header in ("x-authing-lang", "x-genauth-lang"):
        for language in ("en-US", "zh-TW", "ja-JP", "fr-FR", ""):
            assert message_of(shared, failure, {header: language}) == english, (header, language)


@EVERY_FAILURE
def test_lang_sets_the_language_without_a_header(shared, chinese_server, failure):
    assert message_of(chinese_server, failure, {}) == failure[4]
    assert message_of(chinese_server, failure, {"x-authing-lang": ""}) == failure[4]
    english = message_of(shared, failure, {})
    for language in ("en-US", "zh-TW", "ja-JP"):
        assert message_of(chinese_server, failure, {"x-authing-lang": language}) == english


def test_different_failures_have_different_english_texts(shared):
    texts = {message_of(shared, failure, {}) for failure in FAILURES.values()}
    assert len(texts) == len(FAILURES) - 1, "only the two about an unknown user say the same"


@pytest.mark.parametrize("language", ["zh-CN", "en-US", "zh-TW", "ja-JP"])
@pytest.mark.parametrize("code", ["none", "", " ", "额！ "])
def test_the_organization_text_is_english_in_every_language(shared, language, code):
    envelope = shared.client(lang=language).add_department_members([ALICE], code, "root")
    refused(envelope, 404, f"organization not found for code: {code}")


@pytest.mark.parametrize("brand", ["authing", "genauth"])
def test_the_sdks_pass_their_language_on(shared, brand):
    refused(shared.client(brand, lang="zh-CN").get_group("none"), 404, "分组不存在")
    assert_is_english(refused(shared.client(brand, lang="en-US").get_group("none"), 404))
    assert_is_english(refused(shared.client(brand).get_group("none"), 404))


CREDENTIALS = {
    "none": (None, 401, 2020),
    "bad token": ("Bearer nonsense", 401, 2020),
    "wrong signature": (Key(KEY.id, "wrong"), 401, 1300),
    "unknown key": (Key("nobody", "wrong"), 404, 2224),
}


@pytest.mark.parametrize(("credentials", "status", "api_code"), CREDENTIALS.values(), ids=CREDENTIALS.keys())
def test_refused_credentials_have_messages_in_both_languages(shared, credentials, status, api_code):
    def message_in(language):
        headers = signer.node_headers(signer.AUTHING) | {"x-authing-lang": language}
        if isinstance(credentials, Key):
            headers = signer.signed(signer.AUTHING, credentials, "GET", API + "list-groups", {}, headers)
        elif credentials is not None:
            headers["Authorization"] = credentials
        envelope = exchange(shared.port, "GET", API + "list-groups", headers).envelope
        return refused(envelope, status, api_code=api_code)

    assert FAR_EASTERN.search(message_in("zh-CN"))
    assert_is_english(message_in("en-US"))
    assert message_in("ja-JP") == message_in("en-US")


def test_no_credentials_are_refused_in_the_services_own_chinese(shared):
    envelope = exchange(shared.port, "GET", API + "list-groups", {"x-authing-lang": "zh-CN"}).envelope
    refused(envelope, 401, "尚未登录，无权限访问此请求", api_code=2020)
