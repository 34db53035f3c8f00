"""The living style page: every component in every state, read from the files that define it."""
