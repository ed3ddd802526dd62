"""How far answers can be trusted: datasets, scorers, metrics, reports. See ``qa eval``."""
