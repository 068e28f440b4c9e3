"""How strong a tie is on a day, of what it is made, and which rows prove it."""
