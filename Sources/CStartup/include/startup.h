#pragma once

/// How many arguments main() was called with, the program's name included.
int startup_argument_count(void);
/// The texts of the arguments, the program's name first; they live as long as the process.
char **startup_arguments(void);
/// The entries of the environment as NAME=VALUE, a null pointer after the last; valid until one is changed.
char **startup_environment(void);
/// fork(2): 0 in the new process, its number in this one, -1 if it failed. To be called before there are other threads.
int startup_fork(void);
