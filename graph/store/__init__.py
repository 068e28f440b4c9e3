"""Where the graph is kept: one protocol (`base`), two implementations, opened by URL (`open_store`)."""
