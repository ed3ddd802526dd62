"""Conversations that are kept: records, the store, and how they leave as Markdown or plain text."""
