"""Random sequences of calls by hypothesis: the possible calls, and the state machine."""
