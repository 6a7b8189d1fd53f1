<?php

// Adds a user to a group, and a user to a department.
require __DIR__ . '/vendor/autoload.php';

use Authing\ManagementClient;

$client = new ManagementClient([
    'accessKeyId' => getenv('AUTHING_ACCESS_KEY_ID'),
    'accessKeySecret' => getenv('AUTHING_ACCESS_KEY_SECRET'),
    'host' => getenv('AUTHING_HOST'),
]);

$answer = (array) $client->addGroupMembers(['code' => 'developer', 'userIds' => ['6229ffaxxxxxxxxcade3e3d9']]);
echo "add-group-members: {$answer['statusCode']} {$answer['message']}\n";

$answer = (array) $client->addDepartmentMembers([
    'organizationCode' => 'steamory',
    'departmentId' => '60b49eb8xxxxxxdb96f26e68',
    'userIds' => ['623c20b2xxxxxxaaf41b17da'],
]);
echo "add-department-members: {$answer['statusCode']} {$answer['message']}\n";
