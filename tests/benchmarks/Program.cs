// Entry point of the benchmarks.
return 0;
