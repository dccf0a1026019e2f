int dose_rate(void) { return 0; }
