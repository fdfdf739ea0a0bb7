"""What somebody expects of an organisation, line by line, and whether it holds."""
