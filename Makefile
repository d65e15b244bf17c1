# Thin: everything is in runner/, which needs Python 3.11 or later and nothing else.
# Without make: python3 -m runner help
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || echo python3)
COMMANDS := help run replay-2018 stop reset test check faults fuzz bench services services-stop shell capabilities clean

.DEFAULT_GOAL := help
.PHONY: $(COMMANDS)
$(COMMANDS):
	@exec $(PYTHON) -m runner $@
