"""Metrics: small pure functions on plain data, each with its definition, direction and source."""
