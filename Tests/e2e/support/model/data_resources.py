"""Data resources of namespaces."""

from model.answers import Refusal, fresh_time
from model.permission_entities import DataResource
from model.replies import contains, page

CODE_IN_USE = "数据资源 code 已经存在"
NAME_IN_USE = "数据资源名称已经存在"


def relayed(text):
    """A refusal of the service behind the gateway."""
    return Refusal(602, f"请求第三方端点时返回错误, errmsg={text}")


class DataResources:
    """The operations on data resources."""

    def find_data_resource(self, namespace, code):
        found = (each for each in self.state.data_resources if each.namespace is namespace and each.code == code)
        return next(found, None)

    def data_resource(self, fields):
        found = self.find_data_resource(self.data_namespace(fields["namespaceCode"]), fields["resourceCode"])
        if found is None:
            raise Refusal(404, "数据资源不存在")
        return found

    def in_use(self, namespace, code, name, but=None):
        """What a data resource cannot have because another one has it, or None."""
        others = [each for each in self.state.data_resources if each.namespace is namespace and each is not but]
        if any(each.code == code for each in others):
            return CODE_IN_USE
        return NAME_IN_USE if any(each.name == name for each in others) else None

    def make_data_resource(self, fields, kind):
        namespace = self.data_namespace(fields["namespaceCode"])
        taken = self.in_use(namespace, fields["resourceCode"], fields["resourceName"])
        if taken:
            raise relayed(taken)
        named = [fields["resourceCode"], fields["resourceName"], kind, fields["struct"], fields["actions"]]
        made = DataResource(namespace, *named, self.state.next(), fields.get("description"))
        self.state.data_resources.append(made)
        return data_resource_dto(made)

    def create_data_resource(self, fields):
        return self.make_data_resource(fields, fields["type"])

    def create_string_data_resource(self, fields):
        return self.make_data_resource(fields, "STRING")

    def create_array_data_resource(self, fields):
        return self.make_data_resource(fields, "ARRAY")

    def create_tree_data_resource(self, fields):
        return self.make_data_resource(fields, "TREE")

    def update_data_resource(self, fields):
        """Permissions on what is no longer there lapse; they are valid again when it comes back."""
        changed = self.data_resource(fields)
        taken = self.in_use(changed.namespace, None, fields.get("resourceName"), changed)
        if taken:
            raise relayed(taken)
        changed.name = fields.get("resourceName", changed.name)
        changed.description = fields.get("description", changed.description)
        changed.struct = fields.get("struct", changed.struct)
        changed.actions = fields.get("actions", changed.actions)
        changed.updated = fresh_time(changed.updated)
        return data_resource_dto(changed)

    def delete_data_resource(self, fields):
        self.remove_data_resource(self.data_resource(fields))

    def remove_data_resource(self, resource):
        """A data resource leaves the text of policies as well."""
        self.state.data_resources.remove(resource)
        for policy in self.state.data_policies:
            policy.statements = [
                (effect, [each for each in permissions if each.resource is not resource])
                for effect, permissions in policy.statements
            ]

    def get_data_resource(self, fields):
        shown = data_resource_dto(self.data_resource(fields))
        actions = shown.pop("actions")
        return shown | {"namespaceCode": fields["namespaceCode"], "actions": actions}

    def list_data_resources(self, fields):
        part = fields.get("query", "")
        places = [self.data_namespace(code) for code in fields.get("namespaceCodes", [])] or self.state.namespaces
        found = [
            self.listed_data_resource(each)
            for each in self.state.data_resources[::-1]
            if each.namespace in places and (contains(each.code, part) or contains(each.name, part))
        ]
        return page(found, fields)

    def listed_data_resource(self, resource):
        policies = [each for each in self.state.data_policies if names(each, resource)]
        return {
            "resourceName": resource.name,
            "resourceCode": resource.code,
            "type": resource.type,
            "description": resource.description,
            "namespaceCode": resource.namespace.code,
            "namespaceName": resource.namespace.name,
            "authorizationNum": sum(len(policy.targets) for policy in policies),
            "updatedAt": resource.updated,
        }

    def check_data_resource_exists(self, fields):
        namespace = self.data_namespace(fields["namespaceCode"])
        taken = self.in_use(namespace, fields.get("resourceCode"), fields.get("resourceName"))
        return {"isValid": False, "message": taken} if taken else {"isValid": True}


def names(policy, resource):
    """Whether a permission of a policy is about a resource."""
    return any(permission.resource is resource for _, permission in policy.permissions)


def data_resource_dto(resource):
    return {
        "resourceName": resource.name,
        "resourceCode": resource.code,
        "type": resource.type,
        "description": resource.description,
        "struct": resource.struct,
        "actions": resource.actions,
    }
