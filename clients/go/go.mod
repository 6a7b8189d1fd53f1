module genauthtest

go 1.18
