// Package management is a stand-in for that of the SDK: a token, as version 3.0.15 uses it.
package management

import (
	"bytes"
	"encoding/json"
	"net/http"

	"github.com/Authing/authing-golang-sdk/v3/dto"
)

type ManagementClientOptions struct {
	AccessKeyId, AccessKeySecret, Host string
}

type ManagementClient struct {
	host, token string
}

func NewManagementClient(options *ManagementClientOptions) (*ManagementClient, error) {
	var answer struct {
		Data struct {
			Token string `json:"access_token"`
		}
	}
	client := &ManagementClient{host: options.Host}
	key := map[string]string{"accessKeyId": options.AccessKeyId, "accessKeySecret": options.AccessKeySecret}
	err := client.post("get-management-token", key, &answer)
	client.token = answer.Data.Token
	return client, err
}

func (c *ManagementClient) AddGroupMembers(body *dto.AddGroupMembersReqDto) *dto.IsSuccessRespDto {
	answer := &dto.IsSuccessRespDto{}
	c.post("add-group-members", body, answer)
	return answer
}

func (c *ManagementClient) AddDepartmentMembers(body *dto.AddDepartmentMembersReqDto) *dto.IsSuccessRespDto {
	answer := &dto.IsSuccessRespDto{}
	c.post("add-department-members", body, answer)
	return answer
}

func (c *ManagementClient) post(operation string, body, answer any) error {
	content, err := json.Marshal(body)
	if err != nil {
		return err
	}
	request, err := http.NewRequest("POST", c.host+"/api/v3/"+operation, bytes.NewReader(content))
	if err != nil {
		return err
	}
	request.Header.Set("authorization", "Bearer "+c.token)
	request.Header.Set("content-type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	return json.NewDecoder(response.Body).Decode(answer)
}
