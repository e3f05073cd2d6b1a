"""The paired text in the formats of others, and of the page: one module a format."""
