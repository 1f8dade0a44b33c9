"""What tests and tools both stand on: towns with people, what these have, servers of them, and what is asked. Nothing
here needs a tool or a test."""
