"""From files to evidence: what a file is, what each row says, and the ledger of what was taken in."""
