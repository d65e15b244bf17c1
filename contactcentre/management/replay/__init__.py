"""The night of 31 May 2018, played again."""
