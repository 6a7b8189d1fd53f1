"""Groups and their members."""

from model.answers import Refusal
from model.entities import Group
from model.replies import contains, group_dto, page, user_dto, whole

SUCCESS = {"success": True}


class Groups:
    """The operations on groups."""

    def newest_groups(self):
        return sorted(self.state.groups, key=lambda group: -group.order)

    def make_group(self, fields):
        self.require_allowed("GROUP", fields.get("customData", {}).items())
        self.require_free(fields["code"])
        named = [fields["code"], fields["name"], fields.get("description") or "", fields.get("type") or "static"]
        group = Group(*named, self.state.next(), fields.get("customData", {}))
        self.state.groups.append(group)
        return group

    def require_free(self, code, but=None):
        if any(group.code == code and group is not but for group in self.state.groups):
            raise Refusal(409, "分组标识符已存在")

    def create_group(self, fields):
        return group_dto(self.make_group(fields), {})

    def create_groups_batch(self, fields):
        return [group_dto(group, {}) for group in [self.make_group(item) for item in fields["list"]]]

    def create_or_update_group(self, fields):
        for group in self.state.groups:
            if group.code == fields["code"]:
                group.name = fields["name"]
                group.description = fields.get("description", group.description)
                group.type = fields.get("type") or group.type
                return {"created": False, "data": group_dto(group, {})}
        return {"created": True, "data": group_dto(self.make_group(fields), {})}

    def update_group(self, fields):
        group = self.group(fields["code"])
        self.require_allowed("GROUP", fields.get("customData", {}).items())
        code = fields.get("newCode", group.code)
        self.require_free(code, group)
        group.code = code
        group.description = fields.get("description", group.description)
        group.name = fields.get("name", group.name)
        group.custom_data = fields.get("customData", group.custom_data)
        return group_dto(group, {})

    def delete_groups_batch(self, fields):
        for group in [group for group in self.state.groups if group.code in fields["codeList"]]:
            self.drop_authorizations(group)
            self.state.groups.remove(group)
        return SUCCESS

    def add_group_members(self, fields):
        group = self.group(fields["code"])
        group.members += [user for user in self.all_users(fields["userIds"]) if user not in group.members]
        return SUCCESS

    def remove_group_members(self, fields):
        group = self.group(fields["code"])
        leaving = self.all_users(fields["userIds"])
        group.members = [user for user in group.members if user not in leaving]
        return SUCCESS

    def get_group(self, fields):
        return group_dto(self.group(fields["code"]), fields)

    def list_groups(self, fields):
        part = fields.get("keywords", "")
        found = [each for each in self.newest_groups() if contains(each.code, part) or contains(each.name, part)]
        return page([group_dto(group, fields) for group in found], fields)

    def get_all_groups(self, fields):
        fetched = fields.get("fetchMembers")
        return [group_dto(group, fields, group.members[::-1] if fetched else None) for group in self.newest_groups()]

    def list_group_members(self, fields):
        return page([user_dto(user, fields) for user in self.group(fields["code"]).members[::-1]], fields)

    def get_user_groups(self, fields):
        user = self.user(fields["userId"], fields.get("userIdType", "user_id"))
        return whole([group_dto(group, {}) for group in self.newest_groups() if user in group.members])
