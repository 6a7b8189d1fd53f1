"""Organizations: trees of departments under one code."""

import re

from model.answers import Refusal, fresh_id, fresh_time, text
from model.lookups import unique
from model.entities import Department
from model.replies import contains, organization_dto, page

SUCCESS = {"success": True}
CODE = re.compile("[!-~]+")


class Organizations:
    """The operations on organizations."""

    def newest_organizations(self, fields):
        return sorted(self.organizations(fields.get("tenantId")), key=lambda root: -root.order)

    def create_organization(self, fields):
        code = fields["organizationCode"]
        require_printable(code)
        self.require_free_code(code, fields.get("tenantId"))
        return organization_dto(self.make_organization(code, fields["organizationName"], fields), {})

    def make_organization(self, code, name, fields):
        root = Department(fresh_id(), self.state.next(), name, code, tenant=fields.get("tenantId") or None)
        root.updated = root.created
        root.description = fields.get("description")
        root.open_id = fields.get("openDepartmentId")
        self.state.organizations.append(root)
        return root

    def require_free_code(self, code, tenant, of=None):
        """A root's code is its organization's: free among its owner's organizations and in its own tree."""
        others = [root for root in self.organizations(tenant) if root is not of] + (of.tree[1:] if of else [])
        if any(text(department.code) == code for department in others):
            raise Refusal(409, f"organization code already exists: {code}")

    def update_organization(self, fields):
        root = self.organization(fields)
        code = fields.get("organizationNewCode", text(root.code))
        if "organizationNewCode" in fields:
            require_printable(code)
        self.require_free_value(root, "openDepartmentId", fields.get("openDepartmentId"), root)
        if code != text(root.code):
            self.require_free_code(code, root.tenant, root)
        leaders = unique([self.user(user_id) for user_id in fields.get("leaderUserIds", [])])
        root.code = fields.get("organizationNewCode", root.code)
        root.name = fields.get("organizationName", root.name)
        root.description = fields.get("description", root.description)
        root.open_id = fields.get("openDepartmentId", root.open_id)
        root.leaders = leaders if "leaderUserIds" in fields else root.leaders
        root.updated = fresh_time(root.updated)
        return organization_dto(root, {})

    def delete_organization(self, fields):
        root = self.organization(fields)
        self.empty(root)
        self.state.organizations.remove(root)
        return SUCCESS

    def get_organization(self, fields):
        return organization_dto(self.organization(fields), fields)

    def get_organization_batch(self, fields):
        by_code = {text(root.code): root for root in self.organizations(fields.get("tenantId"))}
        found = [by_code[code] for code in unique(fields["organizationCodeList"]) if code in by_code]
        return [organization_dto(root, fields) for root in found]

    def list_organizations(self, fields):
        found = [
            organization_dto(root, fields)
            for root in self.newest_organizations(fields)
            if fields.get("status") in (None, root.status)
        ]
        return {"totalCount": len(found), "list": found} if fields.get("fetchAll") else page(found, fields)

    def search_organizations(self, fields):
        part = fields["keywords"]
        found = [
            organization_dto(root, fields)
            for root in self.newest_organizations(fields)
            if contains(root.code, part) or contains(root.name, part)
        ]
        return page(found, fields)

    def update_organization_status(self, fields):
        root = self.department_by_id(fields["rootNodeId"], self.state.organizations)
        if root.parent:
            raise Refusal(404, f"存在不合法的 departmentId: {fields['rootNodeId']}")
        if "status" in fields:
            root.status = fields["status"] == "true"
            root.updated = fresh_time(root.updated)
        return SUCCESS


def require_printable(code):
    if not CODE.fullmatch(code):
        raise Refusal(400, f"invalid organization code: {code}")
