"""The conversation: questions, what was found for them, answers with their citations."""
