"""The routes, one file for each thing they are about. Each is built by a function that is given what it needs."""
