package cn.authing.sdk.java.dto;

import java.util.List;

public class AddDepartmentMembersReqDto {
    public String organizationCode;
    public String departmentId;
    public List<String> userIds;

    public void setOrganizationCode(String organizationCode) { this.organizationCode = organizationCode; }

    public void setDepartmentId(String departmentId) { this.departmentId = departmentId; }

    public void setUserIds(List<String> userIds) { this.userIds = userIds; }
}
