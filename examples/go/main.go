// Adds a user to a group, and a user to a department.
package main

import (
	"fmt"
	"os"

	"github.com/Authing/authing-golang-sdk/v3/dto"
	"github.com/Authing/authing-golang-sdk/v3/management"
)

func main() {
	client, err := management.NewManagementClient(&management.ManagementClientOptions{
		AccessKeyId:     os.Getenv("AUTHING_ACCESS_KEY_ID"),
		AccessKeySecret: os.Getenv("AUTHING_ACCESS_KEY_SECRET"),
		Host:            os.Getenv("AUTHING_HOST"),
	})
	if err != nil {
		panic(err)
	}

	answer := client.AddGroupMembers(&dto.AddGroupMembersReqDto{
		Code:    "developer",
		UserIds: []string{"6229ffaxxxxxxxxcade3e3d9"},
	})
	fmt.Println("add-group-members:", answer.StatusCode, answer.Message)

	answer = client.AddDepartmentMembers(&dto.AddDepartmentMembersReqDto{
		OrganizationCode: "steamory",
		DepartmentId:     "60b49eb8xxxxxxdb96f26e68",
		UserIds:          []string{"623c20b2xxxxxxaaf41b17da"},
	})
	fmt.Println("add-department-members:", answer.StatusCode, answer.Message)
}
