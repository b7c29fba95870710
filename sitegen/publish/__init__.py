"""What lands in output/."""
