// Entry point of hubctl.
return 0;
