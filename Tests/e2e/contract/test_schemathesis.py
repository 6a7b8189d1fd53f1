"""Generated calls from the emulator's description, valid and invalid: no server error, no undescribed reply.

`make schemathesis` runs many more of them. The seed is shown at the end of a run; SCHEMATHESIS_SEED repeats it,
SCHEMATHESIS_EXAMPLES says how many calls each operation gets.
"""

import functools
import json
import os
import random
import subprocess

import hypothesis
import hypothesis.strategies
import pytest
import schemathesis
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

import recording
import sample_seeds
from contract import OPERATIONS
from emulator import BINARY

QUICK = 20
EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES") or QUICK)
# The few calls of the quick run are the same every time, so that a failure is due to what was changed.
SEED = int(os.environ.get("SCHEMATHESIS_SEED") or (1 if EXAMPLES <= QUICK else random.SystemRandom().randrange(2**32)))
CHECKS = [status_code_conformance, content_type_conformance, response_schema_conformance]
# Requests that name nothing the pool knows would never get behind the first look-up.
KNOWN = {
    "code": [sample_seeds.GROUP, sample_seeds.CROWD, "PLATFORM"],
    "codeList": [[sample_seeds.CROWD]],
    "userId": [sample_seeds.ALICE, *sample_seeds.USER_IDS[:3]],
    "userIds": [[sample_seeds.ALICE], sample_seeds.USER_IDS[:2], []],
    "leaderUserIds": [[sample_seeds.ALICE], []],
    "organizationCode": [sample_seeds.ORGANIZATION, sample_seeds.OTHER_ORGANIZATION],
    "organizationCodeList": [[sample_seeds.ORGANIZATION, sample_seeds.OTHER_ORGANIZATION]],
    "departmentId": ["root", sample_seeds.PLATFORM, sample_seeds.OTHER_DEPARTMENT],
    "departmentIds": [[sample_seeds.PLATFORM]],
    "parentDepartmentId": ["root", sample_seeds.PLATFORM],
    "departmentIdType": ["department_id"],
    "userIdType": ["user_id"],
    "rootNodeId": [sample_seeds.ROOT],
    "tenantId": [None],
    "email": ["someone@example.com"],
    "phone": ["13800000009"],
    "keywords": ["a"],
}


@functools.cache
def schema():
    text = subprocess.run([BINARY, "describe", "openapi"], capture_output=True, check=True).stdout
    document = json.loads(text)
    return document, schemathesis.openapi.from_dict(document)


def calls(operation):
    """Strategy of calls, two of three as described, with known values in some of their places."""
    described, broken = (
        operation.as_strategy(generation_mode=mode) for mode in [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
    )
    return hypothesis.strategies.one_of(described, described, broken)


def with_known(value, choose):
    """The value with known ones in the places whose names are known, here and inside, about every second time."""
    if isinstance(value, list):
        return [with_known(item, choose) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: choose(KNOWN[name])
        if name in KNOWN and choose([True, False])
        else with_known(inside, choose)
        for name, inside in value.items()
    }


@pytest.fixture(scope="module", autouse=True)
def told():
    """Shows the seed at the end, like the recorded replies."""
    recording.NOTES.append(f"test_schemathesis.py: SCHEMATHESIS_SEED={SEED} SCHEMATHESIS_EXAMPLES={EXAMPLES}")


@pytest.mark.parametrize("method, path", OPERATIONS, ids=lambda part: part.removeprefix("/api/v3/"))
def test_answers_as_described(method, path, fresh):
    document, operations = schema()
    if method.lower() not in document["paths"].get(path, {}):
        pytest.skip("not emulated")
    operation = operations[path][method]
    headers = {"Authorization": f"Bearer {fresh.caller().token}"}

    @hypothesis.seed(SEED)
    @hypothesis.settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=[hypothesis.Phase.generate, hypothesis.Phase.shrink],
    )
    @hypothesis.given(hypothesis.strategies.data())
    def run(data):
        case = data.draw(calls(operation))
        draw = lambda choices: data.draw(hypothesis.strategies.sampled_from(choices))  # noqa: E731
        case.query = with_known(case.query, draw)
        case.body = with_known(case.body, draw)
        response = case.call(base_url=fresh.url, headers=headers, timeout=20)
        hypothesis.note(f"again with SCHEMATHESIS_SEED={SEED} SCHEMATHESIS_EXAMPLES={EXAMPLES}")
        hypothesis.note(case.as_curl_command())
        hypothesis.note(f"HTTP {response.status_code} {response.content.decode('utf-8', 'replace')}")
        assert response.status_code != 500
        case.validate_response(response, checks=CHECKS)

    run()
    assert fresh.is_running
