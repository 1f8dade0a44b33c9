"""Contract templates."""
