"""The example, which is data: instructions, an invented organisation, mappings, expectations."""
