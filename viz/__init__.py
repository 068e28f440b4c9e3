"""What people see: the PyVis network, page templates, and the static files that they load."""
