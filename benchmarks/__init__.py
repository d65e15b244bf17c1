"""How fast it is, as ratios: ours beside something bare, on the same machine in the same run."""
