"""What a person sees who looks at a server: its first log line, and the answer to GET /."""

import json

from caller import exchange
from sample_seeds import KEY, POOL_ID, standard_seed


def test_the_root_names_the_version_and_paths_that_are_there(shared):
    answer = exchange(shared.port, "GET", "/")
    greeting = json.loads(answer.body)
    assert (answer.status, greeting["name"], greeting["version"]) == (200, "genauth-emulator", shared.version)
    paths = [greeting["health"], greeting["userPools"], greeting["coverage"], *greeting["documents"].values()]
    assert len(paths) == 5
    for path in paths:
        assert exchange(shared.port, "GET", path).status == 200, path
    assert exchange(shared.port, "HEAD", "/").status == 200


def test_the_root_needs_no_token_and_shows_no_pool(launch):
    answer = exchange(launch("--control-token", "sesame", seed=standard_seed()).port, "GET", "/")
    assert answer.status == 200 and POOL_ID.encode() not in answer.body and KEY.id.encode() not in answer.body


def test_other_methods_on_the_root_are_not_served(shared):
    assert exchange(shared.port, "POST", "/", body=b"{}").status == 404
    assert exchange(shared.port, "GET", "//").status == 404
    assert exchange(shared.port, "GET", "/index.html").status == 404


def test_the_log_of_a_start_has_the_ids_of_access_keys_and_no_secret(launch):
    seed = standard_seed()
    first = seed["userPools"][0]
    first["accessKeys"] = [{"id": f"key-{number}", "secret": f"hidden-{number}", "enable": number != 2} for number in range(6)]
    log = launch(seed=seed).log()
    [line] = [line for line in log.splitlines() if " INFO ready " in line]
    assert f"{first['name']} ({first['id']}, access key key-0, access key key-1, access key key-3, 2 more)" in line
    assert "hidden" not in log
