"""Data policies, and to whom they are authorized."""

from model.answers import Refusal, fresh_time, text
from model.data_resources import relayed
from model.permission_entities import DataPolicy, Permission, Target
from model.replies import contains, page

NAME_IN_USE = "data policy name already exist"
ARGUMENT = "create statement argument illegal"


class DataPolicies:
    """The operations on data policies."""

    def data_policy(self, policy_id):
        for policy in self.state.data_policies:
            if text(policy.id) == policy_id:
                return policy
        raise Refusal(404, "数据策略不存在")

    def require_free_policy(self, name, but=None):
        if any(each.name == name and each is not but for each in self.state.data_policies):
            raise relayed(NAME_IN_USE)

    def permission(self, written):
        """What a permission names: a namespace, a resource or a node of it, an action or all."""
        namespace, *place, action = written.split("/")
        code, *path = place or [None]
        resource = self.find_data_resource(self.find_namespace(namespace), code)
        actions = ["*", *resource.actions] if resource else []
        if action not in actions or tuple(path) not in resource.places:
            raise relayed(f"{ARGUMENT}, permission does not exist: {written}")
        return Permission(resource, tuple(path), action)

    def statements(self, given):
        if any(not each["permissions"] for each in given):
            raise relayed(f"{ARGUMENT}, permission list can not be null")
        return [(each["effect"], [self.permission(written) for written in each["permissions"]]) for each in given]

    def create_data_policy(self, fields):
        self.require_free_policy(fields["policyName"])
        statements = self.statements(fields["statementList"])
        made = DataPolicy(fields["policyName"], fields.get("description"), statements, self.state.next())
        made.updated = made.created
        self.state.data_policies.append(made)
        return data_policy_dto(made)

    def update_data_policy(self, fields):
        changed = self.data_policy(fields["policyId"])
        self.require_free_policy(fields.get("policyName"), changed)
        if "statementList" in fields:
            changed.statements = self.statements(fields["statementList"])
        changed.name = fields.get("policyName", changed.name)
        changed.description = fields.get("description", changed.description)
        changed.updated = fresh_time(changed.updated)
        return data_policy_dto(changed)

    def delete_data_policy(self, fields):
        self.state.data_policies.remove(self.data_policy(fields["policyId"]))

    def get_data_policy(self, fields):
        policy = self.data_policy(fields["policyId"])
        statements = [
            {"effect": effect, "permissions": [str(each) for each in permissions]}
            for effect, permissions in policy.statements
            if permissions
        ]
        return data_policy_dto(policy) | {"statementList": statements}

    def found_policies(self, fields):
        part = fields.get("query", "")
        return [each for each in self.state.data_policies[::-1] if contains(each.name, part)]

    def list_data_policies(self, fields):
        shown = []
        for policy in self.found_policies(fields):
            named = [permission.resource for _, permission in policy.permissions]
            resources = [resource for resource in self.state.data_resources if resource in named]
            targets = [{"id": each.subject.id, "type": each.kind, "name": each.name} for each in policy.targets]
            shown.append(
                {
                    "policyName": policy.name,
                    "description": policy.description,
                    "resourceList": [{"resourceId": each.id, "resourceName": each.name} for each in resources],
                    "policyId": policy.id,
                    "targetList": targets,
                    "updatedAt": policy.updated,
                }
            )
        return page(shown, fields)

    def list_simple_data_policies(self, fields):
        shown = [
            {"policyId": each.id, "policyName": each.name, "description": each.description}
            for each in self.found_policies(fields)
        ]
        return page(shown, fields)

    def check_data_policy_exists(self, fields):
        return {"isValid": True}

    def subject(self, kind, wanted):
        """The subject of an authorization: all kinds are named by ids."""
        if kind == "USER":
            return self.user(wanted)
        if kind == "ORG":
            return self.department_by_id(wanted, self.state.organizations)
        entities, message = {"GROUP": (self.state.groups, "分组不存在"), "ROLE": (self.state.roles, "角色不存在")}[kind]
        for each in entities:
            if text(each.id) == wanted:
                return each
        raise Refusal(404, message)

    def authorize_data_policies(self, fields):
        """All or nothing; who is authorized already stays so since the first time."""
        policies = [self.data_policy(policy_id) for policy_id in fields["policyIds"]]
        subjects = [(each["type"], self.subject(each["type"], each["id"])) for each in fields["targetList"]]
        for policy in policies:
            for kind, subject in subjects:
                if not any(each.subject is subject for each in policy.targets):
                    policy.targets.append(Target(kind, subject, self.state.next()))

    def revoke_data_policy(self, fields):
        policy = self.data_policy(fields["policyId"])
        found = policy.target(fields["targetType"], fields["targetIdentifier"])
        if found:
            policy.targets.remove(found)

    def drop_authorizations(self, subject):
        """Ends what is granted and authorized to who is no longer there."""
        self.drop_grants(subject)
        for policy in self.state.data_policies:
            policy.targets = [each for each in policy.targets if each.subject is not subject]

    def list_data_policy_targets(self, fields):
        part, kinds = fields.get("query", ""), fields.get("targetType", ["USER", "ORG", "GROUP", "ROLE"])
        found = [
            {
                "targetIdentifier": each.subject.id,
                "targetType": each.kind,
                "targetName": each.name,
                "authorizationTime": each.time,
            }
            for each in self.data_policy(fields["policyId"]).targets[::-1]
            if each.kind in kinds and (not part or contains(each.name, part))
        ]
        return page(found, fields)


def data_policy_dto(policy):
    return {
        "policyId": policy.id,
        "policyName": policy.name,
        "description": policy.description,
        "createdAt": policy.created,
        "updatedAt": policy.updated,
    }
