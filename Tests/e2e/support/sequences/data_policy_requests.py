"""Requests about data policies and to whom they are authorized."""

from model.answers import text

NAMES = ["p1", "p2", "p3", "P1", "策略"]
DESCRIPTIONS = ["", "About"]
UNKNOWN = ["nothing/d1/read", "default/nothing/read", "default/d1/nothing", "default/d1/x/read", "default/d1"]
KINDS = ["USER", "ORG", "GROUP", "ROLE"]
KEYWORDS = ["P", "p1", "e", "策", "%"]


def permission(choose):
    """A permission, mostly one that names what is there."""
    if not choose.state.data_resources or choose.chance(2):
        return choose.one(UNKNOWN)
    resource = choose.one(choose.state.data_resources)
    place = [resource.namespace.code, resource.code, *choose.one(resource.places)]
    return "/".join([*place, choose.one(["*", *resource.actions])])


def statements(choose):
    return [
        {
            "effect": choose.one(["ALLOW", "ALLOW", "DENY"]),
            "permissions": [permission(choose) for _ in range(choose.number(1, 3))],
        }
        for _ in range(choose.number(1, 2))
    ]


def policy_id(choose):
    known = [text(each.id) for each in choose.state.data_policies if text(each.id)]
    return choose.one(known) if known and not choose.chance(4) else "nothing"


def create_data_policy(choose):
    described = choose.subset({"description": DESCRIPTIONS})
    return {"policyName": choose.one(NAMES), "statementList": statements(choose)} | described


def update_data_policy(choose):
    fields = {"policyId": policy_id(choose)} | choose.subset({"policyName": NAMES, "description": DESCRIPTIONS})
    return fields | ({"statementList": statements(choose)} if choose.chance(60) else {})


def delete_data_policy(choose):
    return {"policyId": policy_id(choose)}


def target(choose):
    """The type and the id of a subject, mostly a known one."""
    state, kind = choose.state, choose.one(KINDS)
    known = {"USER": state.users, "ORG": choose.tree(None), "GROUP": state.groups, "ROLE": state.roles}[kind]
    ids = [text(each.id) for each in known if text(each.id)]
    return kind, "nothing" if not ids or choose.chance(3) else choose.one(ids)


def authorize_data_policies(choose):
    targets = [dict(zip(("type", "id"), target(choose))) for _ in range(choose.number(1, 3))]
    return {"policyIds": [policy_id(choose) for _ in range(choose.number(1, 2))], "targetList": targets}


def revoke_data_policy(choose):
    wanted = policy_id(choose)
    kind, subject = target(choose)
    policies = [each for each in choose.state.data_policies if text(each.id) == wanted]
    if policies and policies[0].targets and choose.chance(80):
        known = choose.one(policies[0].targets)
        kind, subject = known.kind, text(known.subject.id)
    return {"policyId": wanted, "targetIdentifier": subject, "targetType": kind}


def get_data_policy(choose):
    return {"policyId": policy_id(choose)}


def list_data_policies(choose):
    return choose.pages() | choose.subset({"query": KEYWORDS})


def list_simple_data_policies(choose):
    return choose.pages() | choose.subset({"query": KEYWORDS})


def check_data_policy_exists(choose):
    """A free name: the refusal of another one has data, which a test of its own looks at."""
    return {"policyName": "nothing"}


def list_data_policy_targets(choose):
    kinds = {"targetType": [["USER"], ["ORG", "GROUP"], ["ROLE"], KINDS], "query": ["Name", "r1", "e"]}
    return {"policyId": policy_id(choose)} | choose.pages() | choose.subset(kinds)


CHANGES = [create_data_policy, create_data_policy, update_data_policy, delete_data_policy]
AUTHORIZATIONS = [authorize_data_policies, authorize_data_policies, revoke_data_policy]
LOOKS = [get_data_policy, list_data_policies, list_simple_data_policies, list_data_policy_targets]
LOOKS += [check_data_policy_exists]
