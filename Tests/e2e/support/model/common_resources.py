"""Common resources of namespaces."""

import re

from model.answers import Refusal, fresh_time, malformed, not_emulated, text
from model.permission_entities import AsNumber
from model.replies import contains, page
from model.resource_entities import Resource, split

SUCCESS = {"success": True}
CODE = re.compile("[A-Za-z0-9_.:/-]{0,64}")
RESERVED = ["userpool", "user", "application", "role", "group", "org", "*", "api", "resource-namespace"]
RESERVED += ["custom-resource"]
OWN_FIELDS = {"name": "name", "description": "description", "type": "type", "actions": "actions", "apiIdentifier": "api"}


class CommonResources:
    """The operations on common resources."""

    def resources_of(self, namespace):
        return [each for each in self.state.resources[::-1] if each.namespace is namespace]

    def find_resource(self, namespace, code):
        return next((each for each in self.resources_of(namespace) if each.code == code), None)

    def resource(self, fields):
        found = self.find_resource(self.role_namespace(fields.get("namespace")), fields["code"])
        if found is None:
            raise Refusal(404, "资源不存在")
        return found

    def make_resource(self, fields, place):
        """A resource in a namespace, which is looked up after what can be said without it."""
        code = fields["code"]
        if not CODE.fullmatch(code) or code in RESERVED:
            raise Refusal(400, f"invalid resource code: {code}")
        require_api(fields["type"], fields.get("apiIdentifier"))
        namespace = self.role_namespace(place)
        if self.find_resource(namespace, code):
            raise Refusal(409, f"resource with code {code} already exists.")
        made = Resource(namespace, code, fields["type"], self.state.next())
        set_fields(made, fields)
        made.updated = made.created
        self.state.resources.append(made)
        return made

    def create_resource(self, fields):
        return resource_dto(self.make_resource(fields, fields.get("namespace")))

    def create_resources_batch(self, fields):
        if any(item["code"] == "" for item in fields["list"]):
            raise malformed("list")
        for item in fields["list"]:
            self.make_resource(item, fields.get("namespace"))
        return SUCCESS

    def update_resource(self, fields):
        changed = self.resource(fields)
        require_api(fields.get("type", changed.type), fields.get("apiIdentifier", changed.api))
        set_fields(changed, fields)
        changed.updated = fresh_time(changed.updated)
        return resource_dto(changed)

    def remove_resource(self, resource):
        """Grants on a resource end with it, those on the items of a class as well."""
        kind, item = split(resource.code)
        self.state.resources.remove(resource)
        self.state.grants = [
            each
            for each in self.state.grants
            if each.namespace is not resource.namespace or each.place[0] != kind or item not in ("*", each.place[1])
        ]

    def delete_resource(self, fields):
        found = self.find_resource(self.role_namespace(fields.get("namespace")), fields["code"])
        if found:
            self.remove_resource(found)
        return SUCCESS

    def delete_common_resources_batch(self, fields):
        """Ids are unique in the pool: no namespace is looked up."""
        for resource in [each for each in self.state.resources if text(each.id) in fields["ids"]]:
            self.remove_resource(resource)
        return SUCCESS

    def delete_resources_batch(self, fields):
        if "ids" in fields:
            return self.delete_common_resources_batch(fields)
        namespace = self.role_namespace(fields.get("namespace"))
        for code in fields["codeList"]:
            found = self.find_resource(namespace, code)
            if found:
                self.remove_resource(found)
        return SUCCESS

    def associate_tenant_resource(self, fields):
        if fields.get("tenantId"):
            raise not_emulated("tenantId")
        if fields["code"] == "":
            raise malformed("code")
        namespace = self.find_namespace(fields["appId"]) or self.role_namespace()
        found = self.find_resource(namespace, fields["code"])
        if found is None:
            raise Refusal(404, "资源不存在")
        found.linked = fields["association"]
        found.updated = fresh_time(found.updated)
        return SUCCESS

    def get_resource(self, fields):
        return resource_dto(self.resource(fields))

    def get_resources_batch(self, fields):
        namespace = self.role_namespace(fields.get("namespace"))
        found = [self.find_resource(namespace, code) for code in fields["codeList"]]
        return [resource_dto(each) for each in found if each]

    def list_resources(self, fields):
        found = self.resources_of(self.role_namespace(fields.get("namespace")))
        shown = [resource_dto(each) for each in found if fields.get("type") in (None, each.type)]
        return page(shown, fields)

    def list_common_resource(self, fields):
        part, codes = fields.get("keyword", ""), fields.get("namespaceCodeList")
        found = [
            self.common_resource_dto(each)
            for each in self.state.resources[::-1]
            if (contains(each.code, part) or contains(each.name, part))
            and (codes is None or each.namespace.code in codes)
        ]
        return page(found, fields)

    def common_resource_dto(self, resource):
        return resource_dto(resource) | {
            "id": resource.id,
            "namespaceId": AsNumber(resource.namespace.id),
            "namespaceName": resource.namespace.name,
            "userPoolId": self.state.pool_id,
            "createdAt": resource.created,
            "updatedAt": resource.updated,
        }


def set_fields(resource, fields):
    for name, own in OWN_FIELDS.items():
        if name in fields:
            setattr(resource, own, fields[name])


def require_api(kind, identifier):
    if kind == "API" and not identifier:
        raise Refusal(400, "apiIdentifier is required when type is API")


def resource_dto(resource):
    return {
        "code": resource.code,
        "description": resource.description,
        "name": resource.name,
        "type": resource.type,
        "actions": resource.actions,
        "apiIdentifier": resource.api,
        "namespace": resource.namespace.code,
        "linkedToTenant": resource.linked,
    }
