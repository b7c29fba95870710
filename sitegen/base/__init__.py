"""What everything may use, and what knows nothing of content."""
