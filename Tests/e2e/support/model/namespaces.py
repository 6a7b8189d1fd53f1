"""Namespaces, in both families of operations."""

import re

from model.answers import Refusal
from model.permission_entities import Namespace
from model.replies import contains, page

SUCCESS = {"success": True}
CODE = re.compile("[A-Za-z0-9_-]+")


class Namespaces:
    """The operations on namespaces."""

    def find_namespace(self, code):
        return next((each for each in self.state.namespaces if each.code == code), None)

    def newest_namespaces(self):
        return self.state.namespaces[::-1]

    def role_namespace(self, code=None):
        """The namespace that an operation on roles names, `default` without a name."""
        found = self.find_namespace(code or "default")
        if found is None:
            raise Refusal(404, "权限组不存在")
        return found

    def data_namespace(self, code):
        """The namespace that an operation of the newer family names."""
        found = self.find_namespace(code)
        if found is None:
            raise Refusal(404, "权限空间不存在")
        return found

    def make_namespace(self, fields, reserved):
        code = fields["code"]
        require_code(code)
        if code in ("default", "system"):
            raise reserved
        self.require_free_namespace(code)
        made = Namespace(code, fields.get("name") or code, self.state.next(), fields.get("description"))
        self.state.namespaces.append(made)
        return namespace_dto(made)

    def require_free_namespace(self, code, but=None):
        if self.find_namespace(code) not in (None, but):
            raise Refusal(409, f"namespace with code {code} already exists.")

    def create_namespace(self, fields):
        return self.make_namespace(fields, reserved())

    def create_permission_namespace(self, fields):
        return self.make_namespace(fields, reserved())

    def create_namespaces_batch(self, fields):
        for item in fields["list"]:
            self.make_namespace(item, Refusal(409, "can't use built-in namespace code 'default' and 'system'"))
        return SUCCESS

    def create_permission_namespaces_batch(self, fields):
        return self.create_namespaces_batch(fields)

    def get_namespace(self, fields):
        found = self.find_namespace(fields["code"])
        if found is None:
            raise Refusal(404, "namespace not exists")
        return namespace_dto(found)

    def get_permission_namespace(self, fields):
        return namespace_dto(self.data_namespace(fields["code"]))

    def get_namespaces_batch(self, fields):
        found = [self.find_namespace(code) for code in fields["codeList"]]
        return [namespace_dto(each) for each in found if each]

    def get_permission_namespaces_batch(self, fields):
        found = [self.find_namespace(code) for code in fields["codes"]]
        if None in found:
            raise Refusal(404, "有不存在的权限空间")
        return [namespace_dto(each) for each in found]

    def change_namespace(self, fields, unknown):
        """The new code is looked up before the old one."""
        changed = self.find_namespace(fields["code"])
        code = fields.get("newCode") or (changed.code if changed else None)
        if fields.get("newCode"):
            require_code(code)
            self.require_free_namespace(code, changed)
        if changed is None:
            raise unknown
        require_own(changed)
        changed.code = code
        changed.name = fields.get("name") or changed.name
        changed.description = fields.get("description", changed.description)
        return changed

    def update_namespace(self, fields):
        changed = self.change_namespace(fields, Refusal(404, "权限组不存在"))
        return {"code": changed.code, "description": changed.description, "name": changed.name}

    def update_permission_namespace(self, fields):
        return namespace_dto(self.change_namespace(fields, Refusal(404, "namespace not found")))

    def delete_all_namespaces(self, namespaces):
        for each in namespaces:
            require_own(each)
        for each in namespaces:
            for role in [role for role in self.state.roles if role.namespace is each]:
                self.remove_role(role)
            for resource in [resource for resource in self.state.data_resources if resource.namespace is each]:
                self.remove_data_resource(resource)
        state = self.state
        state.resources = [each for each in state.resources if each.namespace not in namespaces]
        state.grants = [each for each in state.grants if each.namespace not in namespaces]
        self.state.namespaces = [each for each in self.state.namespaces if each not in namespaces]
        return SUCCESS

    def delete_namespace(self, fields):
        return self.delete_all_namespaces([self.role_namespace(fields["code"])])

    def delete_permission_namespace(self, fields):
        return self.delete_all_namespaces([self.data_namespace(fields["code"])])

    def delete_namespaces_batch(self, fields):
        found = [self.find_namespace(code) for code in fields["codeList"]]
        return self.delete_all_namespaces([each for each in found if each])

    def delete_permission_namespaces_batch(self, fields):
        return self.delete_all_namespaces([self.data_namespace(code) for code in fields["codes"]])

    def list_namespaces(self, fields):
        part = fields.get("keywords", "")
        return page([listed(each) for each in self.newest_namespaces() if contains(each.code, part)], fields)

    def list_permission_namespaces(self, fields):
        part = fields.get("query", "")
        found = [each for each in self.newest_namespaces() if contains(each.code, part) or contains(each.name, part)]
        return page([listed(each) for each in found], fields)

    def check_permission_namespace_exists(self, fields):
        code, name = fields.get("code"), fields.get("name")
        message = None
        if name and any(each.name == name for each in self.state.namespaces):
            message = "permission namespace name already exist"
        if code and self.find_namespace(code):
            message = "permission namespace code already exist"
        return {"isValid": message is None, "message": message}


def reserved():
    return Refusal(403, "can't use permission namespace code 'default' or 'system'")


def require_own(namespace):
    """The namespaces that every pool has cannot be changed."""
    if namespace.built_in:
        raise reserved()


def require_code(code):
    if not CODE.fullmatch(code):
        raise Refusal(400, f"invalid namespace code: {code}")


def namespace_dto(namespace):
    return {"code": namespace.code, "name": namespace.name, "description": namespace.description}


def listed(namespace):
    return {"name": namespace.name, "code": namespace.code, "description": namespace.description, "status": 1}
