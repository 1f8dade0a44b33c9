"""Tools of the repository itself; not part of the installed package."""
