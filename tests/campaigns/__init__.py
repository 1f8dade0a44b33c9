"""Claims by lot."""
