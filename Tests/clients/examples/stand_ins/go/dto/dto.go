// Package dto is a stand-in for that of the SDK.
package dto

type AddGroupMembersReqDto struct {
	UserIds []string `json:"userIds,omitempty"`
	Code    string   `json:"code,omitempty"`
}

type AddDepartmentMembersReqDto struct {
	UserIds          []string `json:"userIds,omitempty"`
	OrganizationCode string   `json:"organizationCode,omitempty"`
	DepartmentId     string   `json:"departmentId,omitempty"`
}

type IsSuccessRespDto struct {
	StatusCode int    `json:"statusCode"`
	Message    string `json:"message"`
}
