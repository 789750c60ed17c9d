"""`taiyaku.toml` and what the user allows, as frozen dataclasses; where a project's root is."""
