// Entry point of hub-simulator.
return 0;
