#pragma once

/// How many arguments main() was called with, the program's name included.
int startup_argument_count(void);
/// The texts of the arguments, the program's name first; they live as long as the process.
char **startup_arguments(void);
/// The entries of the environment as NAME=VALUE, a null pointer after the last; valid until one is changed.
char **startup_environment(void);
