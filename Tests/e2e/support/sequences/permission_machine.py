"""Sequences about permissions: namespaces, roles, data resources and data policies, and who may do what after each call.

The clock of the pool is set, so that the times of roles and assignments come when a step says so.
"""

import datetime

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from sequences import (
    custom_data_requests,
    custom_field_requests,
    data_policy_requests,
    data_resource_requests,
    department_requests,
    grant_requests,
    group_requests,
    namespace_requests,
    organization_requests,
    permission_requests,
    resource_requests,
    role_requests,
    user_requests,
)
from sequences.choices import Choices
from sequences.machine import Machine

NOON = "2030-01-01T12:00:00.000Z"
NOON_MILLISECONDS = int(datetime.datetime.fromisoformat(NOON).timestamp() * 1000)
# What every sequence begins with, so that short ones have something to ask about.
BEGINNING = [
    role_requests.create_role,
    role_requests.create_role,
    role_requests.assign_role,
    data_resource_requests.create_tree_data_resource,
    data_resource_requests.create_string_data_resource,
    data_policy_requests.create_data_policy,
    data_policy_requests.create_data_policy,
    data_policy_requests.authorize_data_policies,
    resource_requests.create_resource,
    resource_requests.create_resource,
    grant_requests.authorize_resources,
]
USERS = [user_requests.create_user, user_requests.update_user, user_requests.delete_users_batch]
USERS += [user_requests.resign_user, user_requests.resign_user_batch]
MEMBERSHIPS = group_requests.CHANGES + department_requests.MEMBERSHIPS * 2
MEMBERSHIPS += [department_requests.update_department, department_requests.delete_department]
MEMBERSHIPS += [organization_requests.delete_organization]
CUSTOM_DATA = custom_data_requests.CHANGES * 2 + custom_field_requests.CHANGES
LOOKS = namespace_requests.LOOKS + role_requests.LOOKS
LOOKS += data_resource_requests.LOOKS + data_policy_requests.LOOKS
LOOKS += resource_requests.LOOKS + grant_requests.LOOKS + custom_data_requests.LOOKS


class Permissions(Machine):
    """Calls that change what users may do, and questions about it."""

    def prepare(self):
        self.caller.control("PUT", "/clock", {"mode": "frozen", "now": NOON})
        self.model.state.now = NOON_MILLISECONDS

    @initialize(data=st.data())
    def begin(self, data):
        for request in BEGINNING:
            self.change(request, data)

    @rule(seconds=st.integers(1, 2))
    def time_passes(self, seconds):
        self.caller.control("POST", "/clock/advance", {"seconds": seconds})
        self.model.state.now += 1000 * seconds
        self.look_at_everything([])

    @rule(data=st.data(), request=st.sampled_from(namespace_requests.CHANGES))
    def namespaces(self, data, request):
        self.change(request, data)

    @rule(data=st.data(), request=st.sampled_from(role_requests.CHANGES))
    def roles(self, data, request):
        self.change(request, data)

    @rule(data=st.data(), request=st.sampled_from(role_requests.HOLDERS))
    def holders(self, data, request):
        self.change(request, data)

    @rule(data=st.data(), request=st.sampled_from(data_resource_requests.CHANGES))
    def data_resources(self, data, request):
        self.change(request, data)

    @rule(data=st.data(), request=st.sampled_from(data_policy_requests.CHANGES))
    def data_policies(self, data, request):
        self.change(request, data)

    @rule(data=st.data(), request=st.sampled_from(data_policy_requests.AUTHORIZATIONS))
    def authorizations(self, data, request):
        self.change(request, data)

    @rule(data=st.data(), request=st.sampled_from(resource_requests.CHANGES))
    def resources(self, data, request):
        self.change(request, data)

    @rule(data=st.data(), request=st.sampled_from(grant_requests.CHANGES))
    def grants(self, data, request):
        self.change(request, data)

    @rule(data=st.data(), request=st.sampled_from(USERS))
    def users(self, data, request):
        self.change(request, data)

    @rule(data=st.data(), request=st.sampled_from(MEMBERSHIPS))
    def memberships(self, data, request):
        self.change(request, data)

    @rule(data=st.data(), request=st.sampled_from(CUSTOM_DATA))
    def custom_data(self, data, request):
        self.change(request, data)

    @rule(data=st.data(), request=st.sampled_from(LOOKS))
    def look(self, data, request):
        self.ask(request, data)

    @rule(data=st.data(), request=st.sampled_from(permission_requests.QUESTIONS))
    def question(self, data, request):
        self.ask(request, data)

    @rule(data=st.data(), request=st.sampled_from(role_requests.CHANGES + role_requests.HOLDERS + role_requests.LOOKS))
    def wrong_input(self, data, request):
        self.spoiled(request, data)

    def looks(self):
        """Everything that can be seen of permissions; of the directory, who belongs to what."""
        state, whole = self.model.state, {"limit": 50}
        yield "get_all_groups", {"fetchMembers": True}
        yield "list_users", {"options": {"withDepartmentIds": True, "pagination": whole}}
        yield "list_permission_namespaces", whole
        yield "list_data_resources", whole
        yield "list_data_policies", whole
        yield "list_permission_view_data", whole
        yield "list_common_resource", whole
        yield "get_custom_fields", {"targetType": "ROLE"}
        for namespace in {grant.namespace.code for grant in state.grants}:
            for resource in ("books:1", "menu"):
                yield "get_resource_authorized_targets", {"namespace": namespace, "resource": resource} | whole
            for user in state.users:
                place = {"namespace": namespace, "userId": user.id}
                yield "get_user_authorized_resources", place
                for resource in ("books", "books:2", "menu"):
                    yield "is_action_allowed", place | {"resource": resource, "action": "read"}
        for namespace in state.namespaces:
            yield "list_roles", {"namespace": namespace.code} | whole
        for role in state.roles:
            named = {"targetType": "ROLE", "targetIdentifier": role.code, "namespace": role.namespace.code}
            yield "get_custom_data", named
            yield "list_role_assignments", {"roleCode": role.code, "namespaceCode": role.namespace.code} | whole
            yield "list_role_members", {"code": role.code, "namespace": role.namespace.code} | whole
            yield "list_role_departments", {"code": role.code, "namespace": role.namespace.code} | whole
        for user in state.users:
            for namespace in {role.namespace.code for role in state.roles}:
                yield "get_user_roles", {"userId": user.id, "namespace": namespace}
            for resource in state.data_resources:
                place = {"namespaceCode": resource.namespace.code, "resourceCode": resource.code}
                yield "get_user_resource_struct", place | {"userId": user.id}
                places = {"resources": ["/".join([resource.code, *path]) for path in resource.places]}
                asked = {"namespaceCode": resource.namespace.code, "userId": user.id} | places
                for action in ("read", "write"):
                    yield "check_permission", asked | {"action": action}
        for resource in state.data_resources:
            yield "get_data_resource", {"namespaceCode": resource.namespace.code, "resourceCode": resource.code}
            places = ["/".join([resource.code, *path]) for path in resource.places]
            asked = {"namespaceCode": resource.namespace.code, "actions": resource.actions, "resources": places}
            yield "list_resource_targets", asked
        for policy in state.data_policies:
            yield "get_data_policy", {"policyId": policy.id}
            yield "list_data_policy_targets", {"policyId": policy.id} | whole
