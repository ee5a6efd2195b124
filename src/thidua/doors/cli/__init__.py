"""The command line `thidua`: one module a command."""
