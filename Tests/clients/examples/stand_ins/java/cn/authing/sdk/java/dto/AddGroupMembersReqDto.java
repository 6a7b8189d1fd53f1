package cn.authing.sdk.java.dto;

import java.util.List;

public class AddGroupMembersReqDto {
    public String code;
    public List<String> userIds;

    public void setCode(String code) { this.code = code; }

    public void setUserIds(List<String> userIds) { this.userIds = userIds; }
}
