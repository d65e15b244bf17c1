"""Which files of tests one process runs together, because they share what is slow to start."""

from xdist.scheduler import LoadFileScheduling

# A whole contact centre and a browser serve all files of this folder, where they are not parted.
HOUSES = ("tests/browser/",)


class ByHouse(LoadFileScheduling):
    """Whole files to each process, and the files of one house to the same."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return next((house for house in HOUSES if file.startswith(house)), file)
