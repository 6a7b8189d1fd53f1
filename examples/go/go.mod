module samples

go 1.18

require github.com/Authing/authing-golang-sdk/v3 v3.0.15
