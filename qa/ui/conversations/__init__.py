"""The kept conversations: their list, opening, renaming, sharing, exporting, removing."""
