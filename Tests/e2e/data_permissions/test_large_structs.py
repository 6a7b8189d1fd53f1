"""Structs and policies as large as a body may be: served or refused, in linear time."""

import time

from caller import Caller
from envelope import accepted, refused
from sample_seeds import KEY, standard_seed

NAMESPACE = "default"
ACTION = "a"


def wide(count):
    """A tree of one node and `count - 1` nodes below it."""
    return [{"code": "t", "name": "t", "children": [{"code": f"{i:x}", "name": f"{i:x}"} for i in range(count - 1)]}]


def deep(levels):
    """A body with a tree of one node on each level, as text: Python's writer does not go as deep."""
    node = '{"code":"t","name":"t"'
    struct = "[" + (node + ',"children":[') * (levels - 1) + node + "}" + "]}" * (levels - 1) + "]"
    head = f'"namespaceCode":"{NAMESPACE}","resourceName":"d","resourceCode":"d","actions":["{ACTION}"]'
    return f'{{{head},"struct":{struct}}}'.encode()


def create(caller, code, struct):
    body = {"namespaceCode": NAMESPACE, "resourceName": code, "resourceCode": code, "struct": struct, "actions": [ACTION]}
    return caller.post("create-tree-data-resource", body)


def seconds(call):
    """The least of some times, which other work of the machine disturbs least."""
    times = []
    for number in range(5):
        start = time.perf_counter()
        call(number)
        times.append(time.perf_counter() - start)
    return min(times)


def test_a_tree_of_as_many_nodes_as_a_body_may_have_takes_linear_time(fresh):
    caller = fresh.caller()
    few = seconds(lambda number: accepted(create(caller, f"few-{number}", wide(3_000)).envelope))
    many = seconds(lambda number: accepted(create(caller, f"many-{number}", wide(24_000)).envelope))
    assert many < few * 8 * 3


def test_a_tree_of_50_000_nodes_is_refused_by_the_length_of_the_body_and_by_its_number_of_values(fresh, launch):
    refused(create(fresh.caller(), "t", wide(50_000)).envelope, 413)
    caller = Caller(launch("--max-body-bytes", "8000000", seed=standard_seed()).port, KEY)
    answer = create(caller, "t", wide(50_000)).envelope
    assert answer["statusCode"] == 400, answer
    accepted(create(caller, "t", wide(39_000)).envelope)


def test_a_tree_1_000_levels_deep_is_refused(fresh):
    caller, create_tree = fresh.caller(), "create-tree-data-resource"
    assert caller.post(create_tree, deep(1_000)).envelope["statusCode"] == 400
    answer = caller.post(create_tree, deep(30)).envelope
    assert (answer["statusCode"], "5 levels" in answer["message"]) == (400, True)
    assert accepted(caller.post(create_tree, deep(5)).envelope)


def test_a_policy_of_five_statements_of_1_000_permissions_decides_each_node(fresh):
    caller = fresh.caller()
    accepted(create(caller, "tree", wide(1_001)).envelope)
    paths = [f"t/{i:x}" for i in range(1_000)]
    statements = [
        {"effect": effect, "permissions": [f"{NAMESPACE}/tree/{path}/{ACTION}" for path in paths[part::5]] * 5}
        for part, effect in enumerate(["ALLOW", "DENY", "ALLOW", "ALLOW", "DENY"])
    ]
    policy = accepted(caller.post("create-data-policy", {"policyName": "p", "statementList": statements}).envelope)
    user = accepted(caller.post("create-user", {"username": "u"}).envelope)["userId"]
    body = {"policyIds": [policy["policyId"]], "targetList": [{"id": user, "type": "USER"}]}
    assert caller.post("authorize-data-policies", body).envelope["statusCode"] == 200
    body = {"namespaceCode": NAMESPACE, "userId": user, "resourceCode": "tree"}
    found = accepted(caller.post("get-user-resource-struct", body).envelope)
    [top] = found["treeResourceAuthAction"]["nodeAuthActionList"]
    expected = [path[2:] for number, path in enumerate(paths) if number % 5 not in (1, 4)]
    assert [node["code"] for node in top["children"]] == expected


def test_a_policy_of_six_statements_is_refused_and_permissions_are_checked_in_linear_time(fresh):
    caller = fresh.caller()
    accepted(create(caller, "tree", wide(201)).envelope)

    def policy(name, statements, permissions):
        texts = [f"{NAMESPACE}/tree/t/{i % 200:x}/{ACTION}" for i in range(permissions)]
        return {"policyName": name, "statementList": [{"effect": "ALLOW", "permissions": texts}] * statements}

    def made(number, permissions):
        return accepted(caller.post("create-data-policy", policy(f"{permissions}-{number}", 5, permissions)).envelope)

    refused(caller.post("create-data-policy", policy("six", 6, 1)).envelope, 400, "statementList must contain no more than 5 elements")
    few = seconds(lambda number: made(number, 1_000))
    many = seconds(lambda number: made(number, 8_000))
    assert many < few * 8 * 3
    refused(caller.post("create-data-policy", policy("long", 5, 16_000)).envelope, 413)
