// Kills a process in the middle of its work on files, without notice.
//
// The calls with which a process changes files are defined here, in the place of the C library's, for everything in the
// test program, SQLite included. They do what the C library's do, until one of them is told to be the last.

#pragma once

/// From now on the `number`-th call (from 1) is not carried out: the process gets SIGKILL instead. A call that writes
/// is carried out by half before, when it `tears`.
void killed_calls_arm(long number, int tears);

/// From now on the calls that make files durable and give them their names are noted, where their paths begin with
/// `folder`; null ends that. The text has a line for each: `fdatasync PATH`, `fsync PATH` or `rename PATH PATH`.
void traced_calls_begin(const char *folder);

/// What was noted since `traced_calls_begin`; valid until the next call of it.
const char *traced_calls_text(void);

/// The `number`-th time from now on (from 1) that this thread reads an entry of a folder, it fails with EIO; 0 for never.
void failing_readdir_arm(long number);
