using Appeals.Analyzer;
using Appeals.Analyzer.Serving;

// the child process must start quickly and takes no arguments: it does not load the command line's parser
return args is ["serve"] ? Server.Run() : await CommandLine.RunAsync(args);
