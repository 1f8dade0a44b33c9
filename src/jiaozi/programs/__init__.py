"""Programs: money bound to a purpose. A funder's budget, its terms, and what holders have of it."""
