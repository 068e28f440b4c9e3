"""Who can introduce whom, how likely that is to work, and what it takes."""
