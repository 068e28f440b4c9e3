"""The ways in: HTTP service and command line, and the one place that wires the parts together."""
