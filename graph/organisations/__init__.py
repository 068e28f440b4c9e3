"""Which spellings of employers are one organisation, by what files say and what a person said of it."""
