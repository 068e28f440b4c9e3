"""What rows of many kinds of files have in common: people in a room, in a thread, in an address book, on a paper."""
