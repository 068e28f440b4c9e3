"""A network as a picture in numbers: which marks are drawn, and where they stand."""
