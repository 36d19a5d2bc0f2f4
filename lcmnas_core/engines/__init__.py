"""Run jobs, inline or in worker processes, and store every outcome."""
