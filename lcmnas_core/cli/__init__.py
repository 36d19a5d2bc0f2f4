"""The command `lcmnas`: one file per verb, thin; torch is imported inside verbs only."""
