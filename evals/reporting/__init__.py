"""Reports: written and read, as a table, as one page, compared, and held to thresholds."""
