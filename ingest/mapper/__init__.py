"""Tables that no importer knows: what a person says of their columns, how that is guessed, read and remembered."""
