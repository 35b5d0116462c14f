"""The benchmark: every figure of docs/performance.md in one run on one machine, ratios within the run."""
