"""What readers get of each kind: one module a kind, found by being here, like `read.kinds`."""
