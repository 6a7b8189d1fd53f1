"""The state machine: one step is one call, to the server and to the model, whose replies must agree.

After each call that may change something everything that can be seen is compared: users with what belongs to them,
groups with their members, organizations, departments and who is in them, and access keys, each in its order.
Values of custom fields are seen where their owners are, and so are their definitions.
"""

import json

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from model import Model
from model.answers import Disagreement, Refusal, agree, agree_on_refusal, text
from sequences import (
    access_key_requests,
    custom_data_requests,
    custom_field_requests,
    department_requests,
    group_requests,
    organization_requests,
    user_requests,
)
from sequences.choices import Choices
from sequences.malformed import spoil
from sequences.pools import TENANT, start_of
from sequences.wire import wire_name

DOMAINS = [user_requests, group_requests, organization_requests, department_requests, access_key_requests]
DOMAINS += [custom_data_requests, custom_field_requests]
EVERYTHING = [request for domain in DOMAINS for request in domain.CHANGES] + department_requests.MEMBERSHIPS
EVERYTHING += [look for domain in DOMAINS for look in domain.LOOKS] + department_requests.MEMBER_LOOKS
# Requests that can have custom data.
OWNERS = [user_requests.create_user, user_requests.update_user, group_requests.create_group, group_requests.update_group]
OWNERS += [department_requests.create_department, department_requests.update_department]


class Machine(RuleBasedStateMachine):
    """A pool of the server beside a model of it; `pools` is set by the test, and rules are what a class below adds."""

    pools = None

    def __init__(self):
        super().__init__()
        self.caller = self.pools.take()
        self.model = Model(start_of(self.caller.pool_id))
        self.prepare()
        self.look_at_everything([])

    def prepare(self):
        """What a sequence does before its first call."""

    def teardown(self):
        self.caller.close()

    def change(self, request, data):
        fields = request(Choices(data, self.model))
        self.look_at_everything([(*wire_name(request.__name__), fields, self.expected(request.__name__, fields))])

    def ask(self, request, data):
        """One read."""
        fields = request(Choices(data, self.model))
        self.compare([(*wire_name(request.__name__), fields, self.expected(request.__name__, fields))])

    def spoiled(self, request, data):
        """A call with one field that is wrong."""
        choose = Choices(data, self.model)
        fields = request(choose)
        method, operation = wire_name(request.__name__)
        spoiled = spoil(choose, method, operation, fields)
        refusal = self.model.refusal(request.__name__, fields)
        # Two faults may be named in one message; 501 comes before any other.
        if spoiled is None or (refusal and refusal.status in (400, 501)):
            return
        self.look_at_everything([(method, operation, *spoiled)])

    def expected(self, name, fields):
        try:
            return self.model.answer(name, fields)
        except Refusal as refusal:
            return refusal

    def look_at_everything(self, calls):
        """Makes calls of which the answers are expected already, and looks at everything that can be seen then.

        What can be sent is sent in one go. A look that needs an id nobody has seen yet waits for the others' answers.
        """
        noted = len(calls)
        looks = list(self.looks())
        while calls or looks:
            ready = [(name, fields) for name, fields in looks if None not in map(text, fields.values())]
            looks = [(name, fields) for name, fields in looks if None in map(text, fields.values())]
            for name, fields in ready:
                known = {key: text(value) for key, value in fields.items()}
                calls = calls + [(*wire_name(name), known, lambda name=name, known=known: self.model.look(name, known))]
            assert calls, looks
            self.compare(calls, noted)
            calls, noted = [], 0
        self.require_different_ids()

    def looks(self):
        """Everything that can be seen, as operations with their fields."""
        shown = {"withCustomData": True, "withDepartmentIds": True}
        for page in range(1, 2 + len(self.model.state.users) // 50):
            yield "list_users", {"options": shown | {"pagination": {"page": page, "limit": 50}}}
        yield "get_all_groups", {"fetchMembers": True}
        yield "list_archived_users", {"limit": 50}
        yield "list_access_key", {}
        for target in ("USER", "ROLE", "GROUP", "DEPARTMENT"):
            yield "get_custom_fields", {"targetType": target}
        for group in self.model.state.groups:
            if len(group.members) > 1:
                yield "list_group_members", {"code": group.code, "limit": 50}
        for user in self.model.state.users:
            if len(user.memberships) > 1:
                yield "get_user_departments", {"userId": user.id, "withDepartmentPaths": True}
        for tenant in ({}, {"tenantId": TENANT}, {"tenantId": "t2"}):
            yield "list_organizations", {"fetchAll": True} | tenant
        for root in self.model.state.organizations:
            place = {"organizationCode": root.code} | ({"tenantId": root.tenant} if root.tenant else {})
            if not root.tenant:
                yield "get_all_departments", place | {"withCustomData": True}
            whole = {"departmentId": "root", "includeChildrenDepartments": True}
            yield "list_department_members", place | whole
            for department in root.tree:
                # A list of all departments is to be had of the pool's own organizations only.
                if root.tenant:
                    yield "list_children_departments", place | {"departmentId": department.id}
                if department.members:
                    yield "list_department_member_ids", place | {"departmentId": department.id}

    def compare(self, calls, noted=1):
        """Makes calls at once and compares their replies; the first `noted` are shown if a sequence fails."""
        envelopes = self.caller.call_all([(operation, fields, method) for method, operation, fields, _ in calls])
        for index, (call, envelope) in enumerate(zip(calls, envelopes, strict=True)):
            method, operation, fields, expected = call
            if index < noted:
                note(f"{method} {operation} {json.dumps(fields, ensure_ascii=False)}\n  -> {brief(envelope)}")
            insist(method, operation, fields, expected() if callable(expected) else expected, envelope)

    def require_different_ids(self):
        state = self.model.state
        entities = [state.users, state.groups, [each for root in state.organizations for each in root.tree]]
        for every in entities:
            ids = [text(entity.id) for entity in every if text(entity.id)]
            assert len(set(ids)) == len(ids), ids


class Directory(Machine):
    """Calls of all domains."""

    @rule(data=st.data(), request=st.sampled_from(user_requests.CHANGES))
    def users(self, data, request):
        self.change(request, data)

    @rule(data=st.data(), request=st.sampled_from(group_requests.CHANGES))
    def groups(self, data, request):
        self.change(request, data)

    @rule(data=st.data(), request=st.sampled_from(organization_requests.CHANGES))
    def organizations(self, data, request):
        self.change(request, data)

    @rule(data=st.data(), request=st.sampled_from(department_requests.CHANGES))
    def departments(self, data, request):
        self.change(request, data)

    @rule(data=st.data(), request=st.sampled_from(department_requests.MEMBERSHIPS))
    def memberships(self, data, request):
        self.change(request, data)

    @rule(data=st.data(), request=st.sampled_from(access_key_requests.CHANGES))
    def access_keys(self, data, request):
        self.change(request, data)

    @rule(data=st.data(), request=st.sampled_from(custom_data_requests.CHANGES))
    def custom_data(self, data, request):
        self.change(request, data)

    @rule(data=st.data(), request=st.sampled_from(custom_field_requests.CHANGES))
    def custom_fields(self, data, request):
        self.change(request, data)

    @rule(data=st.data(), request=st.sampled_from(custom_field_requests.LOOKS))
    def look_at_custom_fields(self, data, request):
        self.ask(request, data)

    @rule(data=st.data(), request=st.sampled_from(custom_data_requests.LOOKS))
    def look_at_custom_data(self, data, request):
        self.ask(request, data)

    @rule(data=st.data(), request=st.sampled_from(access_key_requests.LOOKS))
    def look_at_access_keys(self, data, request):
        self.ask(request, data)

    @rule(data=st.data(), request=st.sampled_from(user_requests.LOOKS))
    def look_at_users(self, data, request):
        self.ask(request, data)

    @rule(data=st.data(), request=st.sampled_from(group_requests.LOOKS))
    def look_at_groups(self, data, request):
        self.ask(request, data)

    @rule(data=st.data(), request=st.sampled_from(organization_requests.LOOKS))
    def look_at_organizations(self, data, request):
        self.ask(request, data)

    @rule(data=st.data(), request=st.sampled_from(department_requests.LOOKS))
    def look_at_departments(self, data, request):
        self.ask(request, data)

    @rule(data=st.data(), request=st.sampled_from(department_requests.MEMBER_LOOKS))
    def look_at_members(self, data, request):
        self.ask(request, data)

    @rule(data=st.data(), request=st.sampled_from(EVERYTHING))
    def wrong_input(self, data, request):
        self.spoiled(request, data)


class CustomFields(Machine):
    """Calls that change definitions of custom fields, and calls that they allow or refuse."""

    @rule(data=st.data(), request=st.sampled_from(custom_field_requests.CHANGES))
    def definitions(self, data, request):
        self.change(request, data)

    @rule(data=st.data())
    def values(self, data):
        self.change(custom_data_requests.set_custom_data, data)

    @rule(data=st.data(), request=st.sampled_from(OWNERS))
    def owners(self, data, request):
        self.change(request, data)

    @rule(data=st.data(), request=st.sampled_from(custom_field_requests.LOOKS))
    def look(self, data, request):
        self.ask(request, data)


def insist(method, operation, fields, expected, envelope):
    """Raises a `Disagreement` if the reply is not the expected one."""
    try:
        if isinstance(expected, Refusal):
            agree_on_refusal(expected, envelope)
        else:
            agree([200, "操作成功"], [envelope["statusCode"], envelope["message"]], "envelope")
            agree(expected, envelope.get("data"))
    except Disagreement as disagreement:
        raise Disagreement(f"{method} {operation} {json.dumps(fields, ensure_ascii=False)}: {disagreement}") from None


def brief(envelope):
    written = json.dumps({name: envelope[name] for name in envelope if name != "requestId"}, ensure_ascii=False)
    return written if len(written) < 300 else written[:300] + "…"
