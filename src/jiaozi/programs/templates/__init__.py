"""Contract templates: terms with typed parameters, approved by two people of the central bank before they are used."""
