module github.com/Authing/authing-golang-sdk/v3

go 1.18
