<?php

// A stand-in for the SDK: a token, as the version of October 2022 uses it.

namespace Authing;

class ManagementClient
{
    public function __construct(private array $options)
    {
    }

    public function addGroupMembers(array $body): array
    {
        return $this->post('add-group-members', $body);
    }

    public function addDepartmentMembers(array $body): array
    {
        return $this->post('add-department-members', $body);
    }

    private function post(string $operation, array $body): array
    {
        $key = ['accessKeyId' => $this->options['accessKeyId'], 'accessKeySecret' => $this->options['accessKeySecret']];
        $token = $this->send('get-management-token', 'none', $key)['data']['access_token'];
        return $this->send($operation, $token, $body);
    }

    private function send(string $operation, string $token, array $body): array
    {
        $headers = ["authorization: Bearer $token", 'content-type: application/json'];
        $options = ['method' => 'POST', 'header' => $headers, 'content' => json_encode($body)];
        $context = stream_context_create(['http' => $options]);
        return json_decode(file_get_contents("{$this->options['host']}/api/v3/$operation", false, $context), true);
    }
}
