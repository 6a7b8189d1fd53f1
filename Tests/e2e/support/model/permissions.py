"""Who may do what with data resources: the questions.

A decision is made per resource, node and action, from the policies that reach the user now: some statement allows it
and none denies it. Each question asks for each decision on its own.
"""

from model.lookups import unique
from model.replies import contains, page


class Permissions:
    """The questions about permissions of users."""

    def policies_of(self, user):
        """The policies that reach a user, directly or by a group, a department or a role."""
        now = self.state.now
        return [each for each in self.state.data_policies if any(target.reaches(user, now) for target in each.targets)]

    def effects(self, user, resource, path, action):
        """The effects of all permissions that speak of an action of a resource or of one of its nodes."""
        return [
            effect
            for policy in self.policies_of(user)
            for effect, permission in policy.permissions
            if permission.resource is resource and permission.path == path and permission.action in ("*", action)
        ]

    def may(self, user, resource, path, action):
        if user is None or resource is None or path not in resource.places or action not in resource.actions:
            return False
        effects = self.effects(user, resource, path, action)
        return "ALLOW" in effects and "DENY" not in effects

    def actions_of(self, user, resource, path=()):
        return [action for action in resource.actions if self.may(user, resource, path, action)]

    def asked_place(self, namespace, written):
        """The resource and the path that a question names."""
        code, *path = written.removeprefix("/").split("/")
        return self.find_data_resource(namespace, code), tuple(path)

    def external_user(self, fields):
        return self.find_user(fields.get("externalId", ""), "external_id")

    def checked(self, fields, user):
        namespace, action = self.data_namespace(fields["namespaceCode"]), fields["action"]
        rows = [
            {
                "namespaceCode": namespace.code,
                "action": action,
                "resource": written,
                "enabled": self.may(user, *self.asked_place(namespace, written), action),
            }
            for written in fields["resources"]
        ]
        return {"checkResultList": rows}

    def check_permission(self, fields):
        return self.checked(fields, self.find_user(fields["userId"]))

    def check_external_user_permission(self, fields):
        return self.checked(fields, self.external_user(fields))

    def check_user_same_level_permission(self, fields):
        namespace, action = self.data_namespace(fields["namespaceCode"]), fields["action"]
        user = self.find_user(fields["userId"])
        resource, path = self.asked_place(namespace, fields["resource"])
        rows = [
            {"action": action, "resourceNodeCode": code, "enabled": self.may(user, resource, (*path, code), action)}
            for code in fields.get("resourceNodeCodes", [])
        ]
        return {"checkLevelResultList": rows or [{"action": action, "enabled": self.may(user, resource, path, action)}]}

    def get_user_resource_permission_list(self, fields):
        namespace, user = self.data_namespace(fields["namespaceCode"]), self.find_user(fields["userId"])
        rows = []
        for written in fields["resources"]:
            resource, path = self.asked_place(namespace, written)
            actions = self.actions_of(user, resource, path) if resource else []
            rows.append({"namespaceCode": namespace.code, "actions": actions, "resource": written})
        return {"permissionList": rows}

    def list_resource_targets(self, fields):
        namespace = self.data_namespace(fields["namespaceCode"])
        rows = []
        for written in fields["resources"]:
            place = self.asked_place(namespace, written)
            allowed = [
                {"userIds": [user.id for user in self.state.users if self.may(user, *place, action)], "action": action}
                for action in fields["actions"]
            ]
            rows.append({"resource": written, "actionAuthList": allowed})
        return {"authUserList": rows}

    def get_user_permission_list(self, fields):
        """The namespaces of a user's rows are in the order of their oldest resource listed."""
        places = [self.data_namespace(code) for code in fields.get("namespaceCodes", [])] or self.state.namespaces
        resources = [each for each in self.state.data_resources if each.namespace in places]
        rows = []
        for user in filter(None, map(self.find_user, fields["userIds"])):
            shown = [(each.namespace, self.authorized(user, each)) for each in resources]
            shown = [each for each in shown if each[1]]
            for namespace in unique([namespace for namespace, _ in shown]):
                listed = [resource for its, resource in shown if its is namespace]
                rows.append({"userId": user.id, "namespaceCode": namespace.code, "resourceList": listed})
        return {"userPermissionList": rows}

    def authorized(self, user, resource):
        """A resource with the actions that a user has on it; None without any."""
        named = {"resourceCode": resource.code, "resourceType": resource.type}
        if resource.type == "TREE":
            nodes = [
                {
                    "nodePath": "/" + "/".join(path),
                    "nodeName": node["name"],
                    "nodeActions": self.actions_of(user, resource, path),
                    "nodeValue": node.get("value"),
                }
                for path, node in resource.nodes
            ]
            nodes = [each for each in nodes if each["nodeActions"]]
            return named | {"treeAuthorize": {"authList": nodes}} if nodes else None
        actions = self.actions_of(user, resource)
        member, value = ("strAuthorize", "value") if resource.type == "STRING" else ("arrAuthorize", "values")
        return named | {member: {value: resource.struct, "actions": actions}} if actions else None

    def struct(self, fields, user):
        resource = self.data_resource(fields)
        named = {"namespaceCode": resource.namespace.code, "resourceCode": resource.code, "resourceType": resource.type}
        if resource.type == "TREE":
            return named | {"treeResourceAuthAction": {"nodeAuthActionList": self.cut(user, resource, resource.struct)}}
        member, value = {
            "STRING": ("strResourceAuthAction", "value"),
            "ARRAY": ("arrResourceAuthAction", "values"),
        }[resource.type]
        return named | {member: {value: resource.struct, "actions": self.actions_of(user, resource)}}

    def cut(self, user, resource, nodes, above=()):
        """The permitted nodes and the way to them, which has the actions that are permitted below."""
        kept = []
        for node in nodes:
            path = (*above, node["code"])
            below = self.cut(user, resource, node.get("children", []), path)
            own = self.actions_of(user, resource, path)
            every = [action for child in below for action in child["actions"]]
            actions = [action for action in resource.actions if action in own + every]
            if actions:
                shown = {"code": node["code"], "name": node["name"]}
                shown |= {"value": node["value"]} if "value" in node else {}
                kept.append(shown | {"actions": actions} | ({"children": below} if below else {}))
        return kept

    def get_user_resource_struct(self, fields):
        return self.struct(fields, self.find_user(fields["userId"]))

    def get_external_user_resource_struct(self, fields):
        return self.struct(fields, self.external_user(fields))

    def list_permission_view_data(self, fields):
        part = fields.get("keyword", "")
        rows = []
        for user in self.newest_users():
            if part and not any(contains(user.fields.get(name), part) for name in ("username", "name")):
                continue
            for resource in self.state.data_resources:
                row = self.viewed(user, resource)
                rows += [row] if row else []
        return page(rows, fields)

    def viewed(self, user, resource):
        """How a user comes to what it may do with a resource; None if it may do nothing."""
        nodes = [(path, node) for path, node in resource.nodes if self.actions_of(user, resource, path)]
        if not (nodes if resource.type == "TREE" else self.actions_of(user, resource)):
            return None
        now = self.state.now
        policies = [
            policy
            for policy in self.policies_of(user)
            if any(effect == "ALLOW" and permission.resource is resource for effect, permission in policy.permissions)
        ]
        ways = [target for policy in policies for target in policy.targets if target.reaches(user, now)]
        subjects = [target.subject for target in ways]
        roles = [role for role in self.state.roles if role in subjects]
        groups = [group for group in self.state.groups if group in subjects]
        return {
            "userId": user.id,
            "username": user.fields.get("username"),
            "namespaceId": resource.namespace.id,
            "namespaceCode": resource.namespace.code,
            "namespaceName": resource.namespace.name,
            "dataResourceId": resource.id,
            "dataResourceCode": resource.code,
            "dataResourceName": resource.name,
            "dataPolicyList": [{"dataPolicyId": each.id, "dataPolicyName": each.name} for each in policies],
            "roleList": [{"roleId": each.id, "roleName": each.name, "roleCode": each.code} for each in roles],
            "groupList": [{"groupId": each.id, "groupName": each.name, "groupCode": each.code} for each in groups],
            "nodeList": [
                {"nodeId": "/".join(path), "nodeName": node["name"], "nodeCode": node["code"]} for path, node in nodes
            ],
        }
