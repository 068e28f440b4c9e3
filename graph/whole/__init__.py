"""All ties of a network as arrays that follow the store, in memory and in files, and the search on them."""
