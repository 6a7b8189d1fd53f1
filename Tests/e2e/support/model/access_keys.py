"""Access keys of the pool."""

from model.answers import Refusal, text
from model.entities import AccessKey
from model.replies import access_key_dto

SUCCESS = {"success": True}
FILTERS = {"userId": "user", "tenantId": "tenant", "type": "type"}


class AccessKeys:
    """The operations on access keys."""

    def access_key(self, key_id):
        for key in self.state.access_keys:
            if text(key.id) == key_id:
                return key
        raise Refusal(404, "accessKey 不存在")

    def require_another_enabled(self, key):
        if not any(other.enabled for other in self.state.access_keys if other is not key):
            raise Refusal(400, "不能删除或禁用用户池最后一个可用的 accessKey")

    def create_access_key(self, fields):
        user = fields.get("userId", "")
        if user:
            self.user(user, "user_id")
        key = AccessKey(user=user, tenant=fields.get("tenantId", ""), type=fields["type"])
        self.state.access_keys.append(key)
        return [access_key_dto(key, self.state.pool_id)]

    def update_access_key(self, fields):
        key = self.access_key(fields["accessKeyId"])
        if not fields["enable"]:
            self.require_another_enabled(key)
        key.enabled = fields["enable"]
        return SUCCESS

    def delete_access_key(self, fields):
        key = self.access_key(fields["accessKeyId"])
        self.require_another_enabled(key)
        self.state.access_keys.remove(key)

    def get_access_key(self, fields):
        key = self.access_key(fields["accessKeyId"])
        if key.user != fields["userId"]:
            raise Refusal(404, "accessKey 不存在")
        return [access_key_dto(key, self.state.pool_id)]

    def list_access_key(self, fields):
        found = [
            key
            for key in self.state.access_keys[::-1]
            if all(fields.get(name, "") in ("", getattr(key, own)) for name, own in FILTERS.items())
            and key.status in fields.get("status", [key.status])
        ]
        return [access_key_dto(key, self.state.pool_id) for key in found]
