"""Tests, by kind: unit, contract, golden, properties, e2e; `bench` measures and is not run with them."""
