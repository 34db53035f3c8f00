"""The proof that leaving works: real windows of real browsers, and a screen that is looked at (docs/leaving.md)."""
