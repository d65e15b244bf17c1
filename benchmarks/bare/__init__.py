"""The least that a Django site can be: what ours is measured against."""
