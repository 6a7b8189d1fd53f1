"""Work on a directory by many callers at once, with a ledger of what was acknowledged."""
