"""The Neo4j store. The folder is named after the protocol, so that it cannot be mistaken for the driver's package."""
