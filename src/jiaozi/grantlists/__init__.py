"""Grant lists: claims of a program to a list of any length in one act, each line with its own outcome."""
