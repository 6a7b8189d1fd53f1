"""Random sequences of calls, made by hypothesis: what can be asked, and the machine that asks."""
