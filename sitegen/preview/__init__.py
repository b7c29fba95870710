"""What the site will look like: its pages on request, while somebody works on it. Writes nothing to the output folder."""
