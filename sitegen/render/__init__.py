"""How it looks: pages and a theme → bytes + problems."""
