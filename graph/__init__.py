"""The evidence graph: records and encounters in, people, ties and introductions out."""
