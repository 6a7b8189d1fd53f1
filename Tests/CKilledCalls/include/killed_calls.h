// Lets a process die in the middle of its work on files, by its own hand and without notice.
//
// The calls with which a process changes files are defined here, in the place of the C library's, for everything in the
// test program, SQLite included. They do what the C library's do, until one of them is told to be the last.

#pragma once

/// From now on the `number`-th call (from 1) is not carried out: the process gets SIGKILL instead. A call that writes
/// is carried out by half before, when it `tears`.
void killed_calls_arm(long number, int tears);
