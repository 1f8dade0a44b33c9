"""Examples of every operation: recorded, and written for readers."""
