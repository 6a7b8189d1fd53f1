"""Departments: creating, changing, moving and deleting them."""

from model.answers import Refusal, fresh_id, fresh_time, text
from model.lookups import unique
from model.entities import Department
from model.organizations import require_printable
from model.replies import department_dto

SUCCESS = {"success": True}
SHOWN = {"withCustomData": True}
OWN_FIELDS = {
    "name": "name",
    "description": "description",
    "code": "code",
    "status": "status",
    "i18n": "i18n",
    "customData": "custom_data",
}


class Departments:
    """The operations that change departments."""

    def create_department(self, fields):
        organization_code = fields["organizationCode"]
        if organization_code and not organization_code.strip(" "):
            raise Refusal(400, f"invalid organization code {organization_code}")
        parent = self.department(fields, "parentDepartmentId")
        if "code" in fields:
            require_printable(fields["code"])
        self.require_allowed("DEPARTMENT", fields.get("customData", {}).items())
        self.require_free_value(parent.root, "openDepartmentId", fields.get("openDepartmentId"))
        self.require_free_value(parent.root, "code", fields.get("code"))
        made = self.make_department(parent, fields["name"])
        made.code = fields.get("code")
        made.open_id = fields.get("openDepartmentId")
        made.description = fields.get("description")
        made.virtual = fields.get("isVirtualNode", False)
        made.i18n = fields.get("i18n")
        made.custom_data = fields.get("customData", {})
        return department_dto(made, SHOWN)

    def make_department(self, parent, name):
        made = Department(fresh_id(), self.state.next(), name, parent=parent)
        made.updated = made.created
        parent.children.append(made)
        return made

    def require_free_value(self, root, name, value, but=None):
        """Codes and ids of departments are unique in their organization."""
        for department in root.tree:
            taken = text(department.code) if name == "code" else department.open_id
            if value is not None and department is not but and taken == value:
                raise Refusal(409, f"{name} 已存在")

    def update_department(self, fields):
        department = self.department(fields)
        root = department.root
        named = [name for name in OWN_FIELDS if name in fields]
        if "code" in fields:
            require_printable(fields["code"])
        parent = department.parent
        if "parentDepartmentId" in fields:
            parent = self.below(root, fields["parentDepartmentId"], fields.get("departmentIdType", "department_id"))
            if department.parent is None:
                raise Refusal(400, "不能移动或删除根部门")
            if parent in department.tree:
                raise Refusal(400, "不能将部门移动到其自身或子部门下")
        self.require_allowed("DEPARTMENT", fields.get("customData", {}).items())
        if "code" in fields and fields["code"] != text(department.code):
            if department is root:
                self.require_free_code(fields["code"], root.tenant, root)
            else:
                self.require_free_value(root, "code", fields["code"], department)
        leaders = unique([self.user(user_id) for user_id in fields.get("leaderUserIds", [])])
        if parent is not department.parent:
            department.parent.children.remove(department)
            parent.children.append(department)
            parent.children.sort(key=lambda child: child.order)
            department.parent = parent
            named.append("parent")
        for name in OWN_FIELDS:
            if name in fields:
                setattr(department, OWN_FIELDS[name], fields[name])
        if "leaderUserIds" in fields:
            department.leaders = leaders
            named.append("leaders")
        if named:
            department.updated = fresh_time(department.updated)
        return department_dto(department, SHOWN)

    def update_department_status(self, fields):
        department = self.department_by_id(fields["departmentId"], self.state.organizations)
        department.status = fields["status"]
        department.updated = fresh_time(department.updated)
        return department_dto(department, {})

    def delete_department(self, fields):
        department = self.department(fields)
        if department.parent is None:
            raise Refusal(400, "不能移动或删除根部门")
        self.empty(department)
        department.parent.children.remove(department)
        return SUCCESS

    def empty(self, department):
        """Ends what a department and all below it have of members, roles and policies, for their deletion."""
        gone = department.tree
        for each in gone:
            self.drop_roles(each)
            for membership in list(each.members):
                self.leave(membership)

    def delete_department_sync_relations(self, fields):
        department = self.department(fields)
        left = [relation for relation in department.relations if relation["provider"] != fields["provider"]]
        if left != department.relations:
            department.updated = fresh_time(department.updated)
        department.relations = left
        return SUCCESS

    def create_department_tree(self, fields):
        """Finds a department by its name, organizations first, and makes what is missing below it."""
        roots = self.organizations(fields.get("tenantId"))
        below = [department for root in roots for department in root.tree[1:]]
        named = [each for each in roots + sorted(below, key=lambda each: each.order) if each.name == fields["name"]]
        top = named[0] if named else self.make_organization(fresh_id(), fields["name"], fields)
        made = 0 if named else 1
        found = 1 - made
        for name in unique(fields.get("children", [])):
            if any(child.name == name for child in top.children):
                found += 1
            else:
                self.make_department(top, name)
                made += 1
        return {"addUser": 0, "updateUser": 0, "addDepartment": made, "updateDepartment": found}
