"""The benchmarks behind `jiaozi bench`."""
