"""How a request function is called on the wire."""

from sequences import (
    access_key_requests,
    custom_data_requests,
    custom_field_requests,
    data_policy_requests,
    data_resource_requests,
    department_requests,
    grant_requests,
    group_requests,
    namespace_requests,
    organization_requests,
    resource_requests,
    role_requests,
    user_requests,
)

DOMAINS = [user_requests, group_requests, organization_requests, department_requests, access_key_requests]
DOMAINS += [custom_data_requests, custom_field_requests]
DOMAINS += [namespace_requests, role_requests, data_resource_requests, data_policy_requests]
DOMAINS += [resource_requests, grant_requests]
POSTED_LOOKS = {"list_users", "is_user_exists", "search_departments", "search_departments_list"}
POSTED_LOOKS |= {"check_permission_namespace_exists", "check_role_params", "has_any_role"}
POSTED_LOOKS |= {"is_action_allowed", "get_resource_authorized_targets"}
LOOKS = [look for domain in DOMAINS for look in domain.LOOKS] + department_requests.MEMBER_LOOKS
GOTTEN = {look.__name__ for look in LOOKS} - POSTED_LOOKS
OTHER_NAMES = {
    "get_list_users": ("GET", "list-users"),
    "list_permission_view_data": ("POST", "list-permission-view/data"),
}


def wire_name(name):
    """The method and the path's name of a request function or method of the model."""
    return OTHER_NAMES.get(name) or ("GET" if name in GOTTEN else "POST", name.replace("_", "-"))
