"""Pages: each file puts together the sections that answer one suite's question."""
